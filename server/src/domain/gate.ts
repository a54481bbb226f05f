import { type CheckedInput, type CommandName, commands, type PollId, type RoomCode } from '@pollcast/shared';
import { type Caller, roleIn } from './caller.ts';
import { invalidInput, issuesOf, PollcastError } from './errors.ts';
import type { LivePolls } from './live-polls.ts';
import type { RoomService } from './room-service.ts';
import type { Sight } from './sight.ts';

/** Checks an input against the table and the caller's right to the command; both doors pass every command through it. */
export type Gate = (name: CommandName, input: unknown, caller: Caller) => Promise<unknown>;

interface Deps {
  live: LivePolls;
  rooms: RoomService;
  sight: Sight;
  /** What room:create asks for, if anything. */
  creationKey: string | undefined;
}

/** Resolves to the checked input; refuses with INVALID_INPUT, UNAUTHENTICATED, FORBIDDEN or one of the NOT_FOUND. */
export function createGate({ live, rooms, sight, creationKey }: Deps): Gate {
  async function codeOf(input: { code: RoomCode } | { id: PollId }): Promise<RoomCode> {
    if ('code' in input) return input.code;
    const snapshot = await live.get(input.id);
    if (snapshot === null) throw new PollcastError('POLL_NOT_FOUND');
    return snapshot.poll.code;
  }

  async function assertModerator(input: { code: RoomCode } | { id: PollId }, caller: Caller): Promise<void> {
    const code = await codeOf(input);
    // Before the right is looked at: an unknown code is 404 for everybody, and a guess.
    if ('code' in input) await sight.findRoom(code, caller);
    if (roleIn(code, caller) !== 'moderator') throw new PollcastError('FORBIDDEN');
    // A replaced key dies at once, on whatever node its socket is.
    if (!(await rooms.knows(caller.key!))) throw new PollcastError('UNAUTHENTICATED');
  }

  /** The answer was lost, and with it the new key; the old one is dead. The request's id, as secret as a key, is the right. */
  async function isRepeatedRekey(name: CommandName, input: unknown): Promise<boolean> {
    return name === 'room:rekey' && rooms.hasRekeyed(input as CheckedInput<'room:rekey'>);
  }

  return async (name, input, caller) => {
    const { who, input: schema } = commands[name];
    const checked = schema.safeParse(input);
    if (!checked.success) throw invalidInput(...issuesOf(checked.error));
    if (who === 'moderator' && !(await isRepeatedRekey(name, checked.data)))
      await assertModerator(checked.data as { code: RoomCode } | { id: PollId }, caller);
    if (name === 'room:create' && creationKey !== undefined && !caller.mayCreate) {
      throw new PollcastError('UNAUTHENTICATED', {
        message: 'Creating rooms on this server needs its creation key.',
      });
    }
    return checked.data;
  };
}
