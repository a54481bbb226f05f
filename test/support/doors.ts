import { type CommandName, commands, type ErrorBody, errors, Problem, type Reply } from '@pollcast/shared';
import { type HttpAnswer, openHttpDoor, problemOf } from './http-door.ts';
import { openRawClient, type RawClient } from './raw-client.ts';

/** One way in, for somebody: commands go through and come back alike, so that the doors can be compared. */
export interface Door {
  name: 'socket' | 'http';
  /** Throws when the answer itself breaks the contract: the result's schema, the status, the problem's form. */
  call(command: CommandName, input: object): Promise<Reply<unknown>>;
  close(): void;
}

export type DoorAuth = Parameters<typeof openRawClient>[1];

export function socketDoor(url: string, auth: DoorAuth = {}): Door & { client: RawClient } {
  const client = openRawClient(url, auth);
  return {
    name: 'socket',
    client,
    call: async (command, input) => checked(command, await client.call(command, input as never)),
    close: client.close,
  };
}

/** `secret` goes into the Authorization header. */
export function httpDoor(url: string, secret?: string): Door {
  const door = openHttpDoor(url);
  return {
    name: 'http',
    call: async (command, input) =>
      checked(command, replyOf(command, await door.call(command, input as never, secret))),
    close: () => {},
  };
}

/** An HTTP answer as the reply that a socket would have got. */
function replyOf(command: CommandName, answer: HttpAnswer): Reply<unknown> {
  if (answer.status < 300) {
    assertSame(`${command}'s status`, answer.status, commands[command].http!.status);
    return { ok: true, data: answer.json };
  }
  const { type, title, status, detail, ...body } = Problem.parse(problemOf(answer));
  assertSame('type', type, `urn:pollcast:error:${body.code}`);
  assertSame('title', title, errors[body.code].message);
  assertSame('status', [status, answer.status].join(), [errors[body.code].status, status].join());
  if (body.retryAfterMs !== undefined)
    assertSame('Retry-After', Number(answer.headers.get('retry-after')), Math.ceil(body.retryAfterMs / 1000));
  return { ok: false, error: { message: detail, ...body } as ErrorBody };
}

function checked(command: CommandName, reply: Reply<unknown>): Reply<unknown> {
  if (reply.ok) commands[command].result.parse(reply.data);
  return reply;
}

function assertSame(what: string, actual: unknown, expected: unknown): void {
  if (actual !== expected) throw new Error(`${what} is ${actual}, not ${expected}`);
}
