import { inspect } from 'node:util';
import type { AsyncApi } from '../../documents/asyncapi.ts';
import type { Operation, Parameter } from '../../documents/operation.ts';

/** An operation with its address. */
export interface HttpOperation extends Operation {
  method: string;
  path: string;
}

const LINE = 70;
const TOKENS: Record<string, string> = { roomKey: 'mk_…', voterToken: 'vt_…' };

/** The server's address, as examples name it. */
export function originOf({ servers: { pollcast } }: AsyncApi): string {
  return `${pollcast.protocol === 'wss' ? 'https' : 'http'}://${pollcast.host}`;
}

export function connectExample(origin: string): string {
  return [
    "import { io } from 'socket.io-client';",
    '',
    `const socket = io('${origin}', {`,
    "  transports: ['websocket'],",
    '  auth: { protocol: 1 },',
    '});',
  ].join('\n');
}

export function emitExample(name: string, input: unknown): string {
  return `socket.emit('${name}', ${literal(input)}, (reply) => …);`;
}

export function curlExample(origin: string, operation: HttpOperation): string {
  const { method, parameters = [], requestBody, security } = operation;
  const scheme = security.flatMap(Object.keys)[0];
  const token = security.every((one) => Object.keys(one).length > 0) && TOKENS[scheme ?? ''];
  const body = requestBody?.content['application/json']?.example;
  const lines = [
    `curl ${method === 'GET' ? '' : `-X ${method} `}'${origin}${addressOf(operation.path, parameters)}'`,
    ...(token ? [`-H 'Authorization: Bearer ${token}'`] : []),
    ...(hasFields(body) ? [`-H 'Content-Type: application/json'`, `-d '${JSON.stringify(body)}'`] : []),
  ];
  return lines.join(' \\\n  ');
}

/** A value as JavaScript, on one line where it fits. */
export function literal(value: unknown): string {
  return inspect(value, { breakLength: LINE, depth: null, maxArrayLength: null });
}

function addressOf(path: string, parameters: Parameter[]): string {
  const examples = new Map(parameters.map(({ name, example }) => [name, String(example)]));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => examples.get(name) ?? name);
  const query = parameters.filter((parameter) => parameter.in === 'query');
  const pairs = query.map(({ name }) => `${name}=${examples.get(name)}`);
  return pairs.length === 0 ? filled : `${filled}?${pairs.join('&')}`;
}

function hasFields(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.keys(body).length > 0;
}
