import { API_PREFIX, type CommandName, commands, type PushName } from '@pollcast/shared';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import type { AsyncApi } from '../../server/src/http/documents/asyncapi.ts';
import type { OpenApi } from '../../server/src/http/documents/openapi.ts';
import type { Operation, Response } from '../../server/src/http/documents/operation.ts';
import { type HttpAnswer, openHttpDoor } from './http-door.ts';

/** What a server says of itself, to hold what it does against it. Each check throws where the two differ. */
export interface Published {
  openApi: OpenApi;
  asyncApi: AsyncApi;
  /** Has the command an HTTP door? */
  hasDoor(command: CommandName): boolean;
  checkReply(command: CommandName, reply: unknown): void;
  checkPush(push: PushName, payload: unknown): void;
  checkCommandAnswer(command: CommandName, answer: HttpAnswer): void;
  /** `path` as in the document, `/healthz` or `/api/v1/polls/{id}/events`. */
  checkAnswer(method: string, path: string, answer: HttpAnswer): void;
}

/** Reads both documents from a running server. */
export async function readPublished(url: string): Promise<Published> {
  const door = openHttpDoor(url);
  const openApi = (await door.send('GET', `${API_PREFIX}/openapi.json`)).json as OpenApi;
  const asyncApi = (await door.send('GET', `${API_PREFIX}/asyncapi.json`)).json as AsyncApi;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  ajv.addSchema(openApi, 'openapi').addSchema(asyncApi, 'asyncapi');
  const compiled = new Map<string, ValidateFunction>();

  function check(what: string, schema: string, value: unknown): void {
    const validate = compiled.get(schema) ?? ajv.compile({ $ref: schema });
    compiled.set(schema, validate);
    if (validate(value)) return;
    throw new Error(`${what}: ${JSON.stringify(value)} does not fit: ${ajv.errorsText(validate.errors)}`);
  }

  function checkMessage(name: string, payload: unknown): void {
    const { messages } = asyncApi.channels.socket;
    const id = Object.keys(messages).find((one) => messages[one]!.name === name);
    check(name, `asyncapi#/channels/socket/messages/${id}/payload`, payload);
  }

  function checkAnswer(method: string, path: string, answer: HttpAnswer): void {
    const operation: Operation | undefined = openApi.paths[path]?.[method.toLowerCase()];
    const what = `${method} ${path} ${answer.status}`;
    const said = operation?.responses[answer.status];
    if (said === undefined) throw new Error(`${what} is not published: ${answer.text}`);
    const pointer =
      '$ref' in said
        ? said.$ref.slice(1)
        : `/paths/${escaped(path)}/${method.toLowerCase()}/responses/${answer.status}`;
    const { content = {} } = '$ref' in said ? componentOf(openApi, said.$ref) : said;
    const type = answer.headers.get('content-type')?.split(';', 1)[0] ?? '';
    if (content[type] === undefined) throw new Error(`${what} is not published as ${type}`);
    const body = type.endsWith('json') ? answer.json : answer.text;
    check(what, `openapi#${pointer}/content/${escaped(type)}/schema`, body);
  }

  return {
    openApi,
    asyncApi,
    hasDoor: (command) => commands[command].http !== null,
    checkReply: (command, reply) => checkMessage(`${command} reply`, reply),
    checkPush: checkMessage,
    checkCommandAnswer(command, answer) {
      const { method, path } = commands[command].http!;
      checkAnswer(method, API_PREFIX + path.replace(/:(\w+)/g, '{$1}'), answer);
    },
    checkAnswer,
  };
}

function componentOf({ components }: OpenApi, reference: string): Response {
  return components.responses[reference.split('/').at(-1)!]!;
}

/** A key as a step of a JSON pointer within a URI. */
function escaped(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}
