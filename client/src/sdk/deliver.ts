import type { CommandInput, CommandName, CommandResult } from '@pollcast/shared/pure';
import type { ServerConnection } from './connection.ts';
import { PollcastError } from './pollcast-error.ts';
import { retryDelayMs } from './retry-delay.ts';

/** The part of the connection that deliveries need. */
export type Link = Pick<ServerConnection, 'online' | 'request' | 'onState'>;

interface Delivery<C extends CommandName> {
  command: C;
  input: CommandInput<C>;
  /** Asked before each attempt and after it. */
  isWanted: () => boolean;
  onAttempt?: () => void;
}

/**
 * Sends a command through lost answers, lost connections and retryable refusals until it is carried out. Null: no longer
 * wanted, and whether an attempt was carried out is unknown. Rejects with the final refusal, and when the connection is
 * refused or closed.
 */
export async function deliver<C extends CommandName>(
  link: Link,
  delivery: Delivery<C>,
): Promise<CommandResult<C> | null> {
  const { command, input, isWanted, onAttempt } = delivery;
  for (let attempt = 1; ; attempt += 1) {
    await link.online();
    if (!isWanted()) return null;
    onAttempt?.();
    const reply = await link.request(command, input);
    if (reply?.ok) return reply.data;
    if (reply !== null && !reply.error.retryable) throw new PollcastError(reply.error);
    if (!isWanted()) return null;
    await pause(link, retryDelayMs(attempt, reply?.error.retryAfterMs));
  }
}

/** Waits, but not beyond the client's end: a timer left over would keep a process alive. */
function pause(link: Link, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(end, delayMs);
    const stop = link.onState(({ status }) => {
      if (status === 'closed' || status === 'refused') end();
    });
    function end(): void {
      clearTimeout(timer);
      stop();
      resolve();
    }
  });
}
