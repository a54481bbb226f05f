import { API_PREFIX, type Problem } from '@pollcast/shared';
import type { Message } from '../../documents/asyncapi.ts';
import type { Paths, Response } from '../../documents/operation.ts';
import type { Documents } from '../../documents/routes.ts';
import type { JsonSchema } from '../../documents/schemas.ts';
import { type HttpOperation, originOf } from './examples.ts';
import type { text } from './words.ts';

/** A command as both documents tell of it. */
export interface CommandEntry {
  id: string;
  name: string;
  tag: string;
  summary: string;
  /** Who may, and how much. */
  terms: string;
  input: Message;
  result: JsonSchema;
  /** As acknowledged. */
  answer: unknown;
  /** Codes that not every command can be refused with. */
  refuses: string[];
  http: HttpOperation | null;
}

export interface ThingEntry {
  id: string;
  name: string;
  schema: JsonSchema;
}

type Groups = keyof (typeof text)['groups'];

/** What the page tells, gathered from the two documents. */
export interface Reference {
  version: string;
  origin: string;
  openApiPath: string;
  asyncApiPath: string;
  tags: { name: Groups; description: string }[];
  commands: CommandEntry[];
  pushes: (Message & { id: string })[];
  /** HTTP routes that are no commands. */
  files: (HttpOperation & { id: string; name: string })[];
  things: ThingEntry[];
  errors: { code: string; status: number; retryable: boolean; message: string }[];
  /** Codes that every command can be refused with. */
  commonRefusals: string[];
}

export function createReference(documents: Documents): Reference {
  const [openApi, asyncApi] = [documents.openApi(), documents.asyncApi()];
  const { operations, components } = asyncApi;
  const { messages } = asyncApi.channels.socket;
  const http = httpOperations(openApi.paths);
  const received = Object.keys(operations).filter((id) => operations[id]!.action === 'receive');
  const sent = Object.keys(operations).filter((id) => operations[id]!.action === 'send');
  const codesOf = (id: string) => refusalCodes(messages[`${id}Reply`]!);
  const [first, ...others] = received.map(codesOf);
  const commonRefusals = first!.filter((code) => others.every((codes) => codes.includes(code)));

  function command(id: string): CommandEntry {
    const { summary, description, tags } = operations[id]!;
    const [input, reply] = [messages[id]!, messages[`${id}Reply`]!];
    return {
      id,
      name: input.name,
      tag: tags[0]!.name,
      summary,
      terms: description ?? '',
      input,
      result: reply.payload.oneOf![0]!.properties!.data!,
      answer: reply.examples[0]!.payload,
      refuses: codesOf(id).filter((code) => !commonRefusals.includes(code)),
      http: http.find(({ operationId }) => operationId === id) ?? null,
    };
  }
  return {
    version: asyncApi.info.version,
    origin: originOf(asyncApi),
    openApiPath: pathOf(http, 'openapi'),
    asyncApiPath: pathOf(http, 'asyncapi'),
    tags: asyncApi.info.tags as Reference['tags'],
    commands: received.map(command),
    pushes: sent.map((id) => ({ id, ...messages[id]! })),
    files: http
      .filter(({ operationId }) => !received.includes(operationId))
      .map((operation) => ({
        ...operation,
        id: operation.operationId,
        name: operation.path.replace(API_PREFIX, ''),
      })),
    things: Object.entries(components.schemas).map(([name, schema]) => ({ id: name, name, schema })),
    errors: Object.values(openApi.components.responses).map(errorOf),
    commonRefusals,
  };
}

function httpOperations(paths: Paths): HttpOperation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  );
}

function pathOf(http: HttpOperation[], id: string): string {
  return http.find(({ operationId }) => operationId === id)!.path;
}

function refusalCodes({ payload }: Message): string[] {
  const { error } = payload.oneOf![1]!.properties!;
  return error!.allOf![1]!.properties!.code!.enum as string[];
}

function errorOf({ content }: Response): Reference['errors'][number] {
  const { code, status, retryable, title } = content!['application/problem+json']!.example as Problem;
  return { code, status, retryable, message: title };
}
