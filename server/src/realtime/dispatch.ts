import { type CommandName, commands, type Reply } from '@pollcast/shared';
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
}

type AnyHandler = (input: unknown, context: unknown) => Promise<unknown>;

/** Takes every event of a socket, and is the only place that answers one: each command gets exactly one ack. */
export function createDispatch({ perform, plain, socketOnly, limits }: Deps): (watcher: Watcher) => void {
  const handlers = { ...plain, ...socketOnly } as Record<CommandName, AnyHandler>;

  function handlerOf(name: CommandName, watcher: Watcher): (input: unknown) => Promise<unknown> {
    const context = Object.hasOwn(socketOnly, name) ? watcher : watcher.data.caller;
    return (input) => handlers[name](input, context);
  }

  async function answer(
    watcher: Watcher,
    [name, input, bytes]: [unknown, unknown, number],
  ): Promise<Reply<unknown>> {
    try {
      if (!isCommand(name)) throw invalidInput({ path: '', message: 'is not a command' });
      if (bytes > commands[name].maxBytes) throw new PollcastError('TOO_LARGE');
      const rate = () => limits.command(watcher.id);
      const run = handlerOf(name, watcher);
      return { ok: true, data: await perform({ name, input, caller: watcher.data.caller, rate, run }) };
    } catch (thrown) {
      return { ok: false, error: errorBody(refusalOf(thrown)) };
    }
  }

  return (watcher) => {
    // A middleware that never calls on: unknown names, `error` among them, reach no emitter.
    watcher.use((event) => {
      const { bytes = 0 } = event as SizedEvent;
      const [name, ...rest] = event as unknown[];
      const ack =
        typeof rest.at(-1) === 'function' ? (rest.pop() as (reply: Reply<unknown>) => void) : () => {};
      void answer(watcher, [name, rest[0], bytes]).then(ack);
    });
  };
}
