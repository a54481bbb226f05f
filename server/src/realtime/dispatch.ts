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
import type { Asked } from './direct-commands.ts';
import type { SizedEvent } from './parser.ts';
import type { SocketHandlers } from './socket-handlers.ts';
import type { Watcher } from './types.ts';

interface Deps {
  perform: Perform;
  plain: Handlers<PlainCommand, Caller>;
  socketOnly: SocketHandlers['handlers'];
  limits: RateLimits;
  /** Takes commands before Socket.IO makes events of them; without it all come as events. */
  directly?: ((watcher: Watcher, take: (asked: Asked) => void) => void) | undefined;
  onRefused(code: ErrorCode): void;
}

type AnyHandler<Context, Answer> = (input: unknown, context: Context) => Promise<Answer>;
/** Resolves to how the answer is made. */
type Run = (input: unknown) => Promise<() => unknown>;

/** Takes every event of a socket, and is the only place that answers one: each command gets exactly one ack. */
export interface Dispatch {
  attend(watcher: Watcher): void;
  /** Takes nothing more from a watcher; resolves when what is under way is answered. */
  finish(watcher: Watcher): Promise<void>;
}

export function createDispatch({ perform, plain, socketOnly, limits, directly, onRefused }: Deps): Dispatch {
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

  async function carryOut(watcher: Watcher, { name, input, bytes }: Asked): Promise<() => unknown> {
    await limits.command(watcher.id);
    if (!isCommand(name)) throw invalidInput({ path: '', message: 'is not a command' });
    if (bytes > commands[name].maxBytes) throw new PollcastError('TOO_LARGE');
    return perform({ name, input, caller: watcher.data.caller, run: handlerOf(name, watcher) });
  }

  async function respond(watcher: Watcher, asked: Asked): Promise<void> {
    let reply: Reply<unknown>;
    try {
      const result = await carryOut(watcher, asked);
      reply = { ok: true, data: result() };
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      onRefused(refusal.code);
      reply = { ok: false, error: errorBody(refusal) };
    }
    asked.answer(reply);
  }

  function take(watcher: Watcher, asked: Asked): void {
    const answers = underWay.get(watcher);
    if (answers === undefined) return;
    const responding = respond(watcher, asked).finally(() => answers.delete(responding));
    answers.add(responding);
  }

  return {
    attend(watcher) {
      underWay.set(watcher, new Set());
      directly?.(watcher, (asked) => take(watcher, asked));
      // A middleware that never calls on: unknown names, `error` among them, reach no emitter.
      watcher.use((event) => take(watcher, askedBy(event as SizedEvent)));
    },
    async finish(watcher) {
      const answers = underWay.get(watcher);
      underWay.delete(watcher);
      await Promise.all(answers ?? []);
    },
  };
}

function askedBy(event: SizedEvent): Asked {
  const { bytes = 0 } = event;
  const [name, ...rest] = event as unknown[];
  const answer = typeof rest.at(-1) === 'function' ? (rest.pop() as Asked['answer']) : () => {};
  return { name, input: rest[0], bytes, answer };
}
