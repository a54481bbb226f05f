import { type CheckedInput, PollId, type PollView } from '@pollcast/shared';
import type { Request } from 'express';
import type { Caller } from '../../domain/caller.ts';
import { PollcastError } from '../../domain/errors.ts';
import type { Handlers, PlainCommand } from '../../domain/handlers.ts';
import type { Perform } from '../../domain/performer.ts';

interface Deps {
  perform: Perform;
  handlers: Handlers<PlainCommand, Caller>;
}

/** Reads a poll as a caller may see it. */
export type ReadPoll = (id: PollId, caller: Caller) => Promise<PollView>;

/** Reads as both doors do, so that a page tells nothing that they keep. */
export function createReadPoll({ perform, handlers }: Deps): ReadPoll {
  return (id, caller) =>
    perform({
      name: 'poll:get',
      input: { id },
      caller,
      run: (checked) => handlers['poll:get'](checked as CheckedInput<'poll:get'>, caller),
    });
}

/** The poll that an address names. */
export function pollIdOf(text: unknown): PollId {
  const id = PollId.safeParse(text);
  if (!id.success) throw new PollcastError('POLL_NOT_FOUND');
  return id.data;
}

/** The server's own origin as people know it, for links that leave the page. */
export function originOf({ protocol, headers }: Request, publicUrl: string | undefined): string {
  return publicUrl ?? `${protocol}://${headers.host}`;
}
