import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { buffer as readBytes } from 'node:stream/consumers';
import { API_PREFIX, type CommandInput, type CommandName, commands, type Problem } from '@pollcast/shared';

/** An HTTP answer as it came. `json` is undefined when the body is none. */
export interface HttpAnswer {
  status: number;
  headers: Headers;
  text: string;
  json: unknown;
}

interface Sending {
  /** An object is sent as JSON, a text or bytes as they are. */
  body?: unknown;
  /** For the Authorization header. */
  secret?: string | undefined;
  headers?: Record<string, string>;
}

/** The server's HTTP side, without any client of ours in between, nor `fetch`, which adds headers of its own. */
export interface HttpDoor {
  send(method: string, path: string, sending?: Sending): Promise<HttpAnswer>;
  /** Carries out a command where the table says that it stands. */
  call<C extends CommandName>(command: C, input: CommandInput<C>, secret?: string): Promise<HttpAnswer>;
}

const JSON_TYPE = 'application/json';

export function openHttpDoor(url: string): HttpDoor {
  async function send(method: string, path: string, sending: Sending = {}): Promise<HttpAnswer> {
    const { body, secret, headers } = sending;
    const outgoing = request(url + path, {
      method,
      agent: false,
      headers: {
        ...(body !== undefined && { 'content-type': JSON_TYPE }),
        ...(secret !== undefined && { authorization: `Bearer ${secret}` }),
        ...headers,
      },
    });
    outgoing.end(body === undefined || body instanceof Buffer ? body : textOf(body));
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    // Not read as text, which would lose a byte order mark.
    const text = String(await readBytes(response));
    return { status: response.statusCode!, headers: headersOf(response), text, json: parse(text) };
  }

  return {
    send,
    call(command, input, secret) {
      const { http } = commands[command];
      if (http === null) throw new Error(`${command} has no HTTP door`);
      const rest: Record<string, unknown> = { ...input };
      const path = http.path.replace(/:(\w+)/g, (_, field: string) => {
        const value = String(rest[field]);
        delete rest[field];
        return encodeURIComponent(value);
      });
      const inQuery = http.method === 'GET' || http.method === 'DELETE';
      const query = new URLSearchParams(inQuery ? (rest as Record<string, string>) : {}).toString();
      return send(http.method, `${API_PREFIX}${path}${query && `?${query}`}`, {
        secret,
        ...(!inQuery && { body: rest }),
      });
    },
  };
}

/** The problem in an answer that must be one. */
export function problemOf({ text, json, headers }: HttpAnswer): Problem {
  if (headers.get('content-type')?.startsWith('application/problem+json') === true) return json as Problem;
  throw new Error(`not a problem: ${text}`);
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function headersOf({ headersDistinct }: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct))
    for (const value of values) headers.append(name, value);
  return headers;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
