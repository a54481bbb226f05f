import {
  API_PREFIX,
  type Caller,
  type CommandName,
  commands,
  errorCodes,
  type HttpDoor,
} from '@pollcast/shared';
import { commandExamples } from './examples.ts';
import { httpOnlyPaths } from './http-only.ts';
import { GROWTH, info, operationIdOf, tagOf, tags, termsOf } from './info.ts';
import { errorResponse, type Operation, type Parameter, type Paths, refusalResponses } from './operation.ts';
import { httpRefusals } from './refusals.ts';
import { componentSchemas, type JsonSchema, receivedSchema, sentSchema } from './schemas.ts';
import { commandWords } from './words.ts';

export type OpenApi = ReturnType<typeof createOpenApi>;

/** The HTTP door as an OpenAPI 3.1 document, made from the contract's table. */
export function createOpenApi(publicUrl = '/') {
  return {
    openapi: '3.1.1',
    info: {
      ...info,
      description: `Live polls over HTTP. ${GROWTH} Live changes come over Socket.IO (asyncapi.json) or as server-sent events.`,
    },
    servers: [{ url: publicUrl }],
    tags: [...tags, { name: 'server', description: 'The server itself.' }],
    paths: { ...commandPaths(), ...httpOnlyPaths() },
    components: {
      schemas: componentSchemas(),
      responses: refusalComponents(),
      securitySchemes,
    },
  };
}

const bearer = (description: string) => ({ type: 'http', scheme: 'bearer', description });

const securitySchemes = {
  roomKey: bearer('`mk_…` moderator or `vk_…` viewer of one room.'),
  voterToken: bearer('`vt_…` from `POST /voters`. Pages of the server’s own origin have a cookie for it.'),
  creationKey: bearer('What the server asks for to create rooms, if it asks.'),
  metricsKey: bearer('What the server asks for to read its metrics, if it asks.'),
};

type Security = Operation['security'];

const SECURITY: Record<Caller, Security> = {
  anyone: [{}, { roomKey: [] }, { voterToken: [] }],
  voter: [{ voterToken: [] }],
  moderator: [{ roomKey: [] }],
  'tally-reader': [{}, { roomKey: [] }, { voterToken: [] }],
};

function commandPaths(): Paths {
  const paths: Paths = {};
  for (const name of Object.keys(commands) as CommandName[]) {
    const { http } = commands[name];
    if (http === null) continue;
    const path = API_PREFIX + http.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [http.method.toLowerCase()]: operationOf(name, http) };
  }
  return paths;
}

function operationOf(name: CommandName, http: HttpDoor): Operation {
  const { result, who } = commands[name];
  const json = { schema: receivedSchema(result, name), example: commandExamples[name].result };
  return {
    operationId: operationIdOf(name),
    tags: [tagOf(name)],
    summary: commandWords[name].summary,
    description: termsOf(name),
    security: name === 'room:create' ? [{}, { creationKey: [] }] : SECURITY[who],
    ...inputOf(name, http),
    responses: {
      [http.status]: { description: 'Done.', content: { 'application/json': json } },
      ...refusalResponses(httpRefusals(name)),
    },
  };
}

/** Where a command's fields stand in a request: in the path, else in the query or the body. */
function inputOf(
  name: CommandName,
  { path, method }: HttpDoor,
): Pick<Operation, 'parameters' | 'requestBody'> {
  const example: Record<string, unknown> = commandExamples[name].input;
  const schema = sentSchema(commands[name].input, name);
  const fieldsInPath = [...path.matchAll(/:(\w+)/g)].map(([, field]) => field!);
  const as = (place: Parameter['in']) => (field: string) => parameter(field, { place, schema, example });
  const inPath = fieldsInPath.map(as('path'));
  const rest = without(schema, fieldsInPath);
  if (method === 'GET' || method === 'DELETE')
    return { parameters: [...inPath, ...Object.keys(rest.properties ?? {}).map(as('query'))] };
  const body = { schema: rest, example: omit(example, fieldsInPath) };
  const required = branchesOf(rest).some((branch) => (branch.required ?? []).length > 0);
  return { parameters: inPath, requestBody: { required, content: { 'application/json': body } } };
}

interface Input {
  place: Parameter['in'];
  schema: JsonSchema;
  example: Record<string, unknown>;
}

function parameter(name: string, { place, schema, example }: Input): Parameter {
  const [branch] = branchesOf(schema);
  const { description, ...field } = branch!.properties![name]!;
  const required = branch!.required?.includes(name) ?? false;
  return { name, in: place, required, description, schema: field, example: example[name] };
}

/** The object schemas that an input may be one of. */
function branchesOf({ oneOf, ...schema }: JsonSchema): JsonSchema[] {
  return oneOf ?? [schema];
}

function without(schema: JsonSchema, fields: string[]): JsonSchema {
  if (schema.oneOf !== undefined)
    return { ...schema, oneOf: branchesOf(schema).map((branch) => without(branch, fields)) };
  const { properties, required, ...rest } = schema;
  return {
    ...rest,
    properties: omit(properties ?? {}, fields),
    required: (required ?? []).filter((field) => !fields.includes(field)),
  };
}

function omit<T>(from: Record<string, T>, fields: string[]): Record<string, T> {
  return Object.fromEntries(Object.entries(from).filter(([field]) => !fields.includes(field)));
}

function refusalComponents() {
  return Object.fromEntries(errorCodes.map((code) => [code, errorResponse(code)]));
}
