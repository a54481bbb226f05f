import {
  type CommandName,
  commands,
  type ErrorCode,
  type Reply,
  type SocketOnlyCommand,
} from '@pollcast/shared';
import type { Caller } from '../domain/caller.ts';
import { errorBody, invalidInput, PollcastError, refusalOf } from '../domain/errors.ts';
import type { Handlers, PlainCommand } from '../domain/handlers.ts';
import { isCommand, type Perform } from '../domain/performer.ts';
import type { RateLimits } from '../rate-limits.ts';
import type { SizedEvent } from './parser.ts';
import type { SocketHandlers } from './socket-handlers.ts';
import type { Watcher } from './types.ts';

interface Deps {
  perform: Perform;
  plain: Handlers<PlainCommand, Caller>;
  socketOnly: SocketHandlers['handlers'];
  limits: RateLimits;
  onRefused(code: ErrorCode): void;
}

type AnyHandler<Context, Answer> = (input: unknown, context: Context) => Promise<Answer>;
/** Resolves to how the answer is made. */
type Run = (input: unknown) => Promise<() => unknown>;
type Event = [name: unknown, input: unknown, bytes: number];

/** Takes every event of a socket, and is the only place that answers one: each command gets exactly one ack. */
export interface Dispatch {
  attend(watcher: Watcher): void;
  /** Takes nothing more from a watcher; resolves when what is under way is answered. */
  finish(watcher: Watcher): Promise<void>;
}

export function createDispatch({ perform, plain, socketOnly, limits, onRefused }: Deps): Dispatch {
  const underWay = new WeakMap<Watcher, Set<Promise<void>>>();

  function handlerOf(name: CommandName, watcher: Watcher): Run {
    if (Object.hasOwn(socketOnly, name)) {
      const run = socketOnly[name as SocketOnlyCommand] as AnyHandler<Watcher, () => unknown>;
      return (input) => run(input, watcher);
    }
    const run = plain[name as PlainCommand] as AnyHandler<Caller, unknown>;
    return async (input) => {
      const data = await run(input, watcher.data.caller);
      return () => data;
    };
  }

  async function carryOut(watcher: Watcher, [name, input, bytes]: Event): Promise<() => unknown> {
    await limits.command(watcher.id);
    if (!isCommand(name)) throw invalidInput({ path: '', message: 'is not a command' });
    if (bytes > commands[name].maxBytes) throw new PollcastError('TOO_LARGE');
    return perform({ name, input, caller: watcher.data.caller, run: handlerOf(name, watcher) });
  }

  async function answer(watcher: Watcher, event: Event, ack: (reply: Reply<unknown>) => void): Promise<void> {
    let reply: Reply<unknown>;
    try {
      const result = await carryOut(watcher, event);
      reply = { ok: true, data: result() };
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      onRefused(refusal.code);
      reply = { ok: false, error: errorBody(refusal) };
    }
    ack(reply);
  }

  function take(watcher: Watcher, event: SizedEvent): void {
    const answers = underWay.get(watcher);
    if (answers === undefined) return;
    const { bytes = 0 } = event;
    const [name, ...rest] = event as unknown[];
    const ack =
      typeof rest.at(-1) === 'function' ? (rest.pop() as (reply: Reply<unknown>) => void) : () => {};
    const answering = answer(watcher, [name, rest[0], bytes], ack).finally(() => answers.delete(answering));
    answers.add(answering);
  }

  return {
    attend(watcher) {
      underWay.set(watcher, new Set());
      // A middleware that never calls on: unknown names, `error` among them, reach no emitter.
      watcher.use((event) => take(watcher, event as SizedEvent));
    },
    async finish(watcher) {
      const answers = underWay.get(watcher);
      underWay.delete(watcher);
      await Promise.all(answers ?? []);
    },
  };
}
