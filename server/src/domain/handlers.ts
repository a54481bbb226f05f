import type {
  CheckedInput,
  CommandName,
  CommandResult,
  Poll,
  PollId,
  SocketOnlyCommand,
} from '@pollcast/shared';
import type { VoterId, Voters } from '../identity/voters.ts';
import type { BallotService } from './ballot-service.ts';
import { type Caller, roleIn } from './caller.ts';
import { PollcastError } from './errors.ts';
import type { PollDesk } from './poll-desk.ts';
import type { PollService } from './poll-service.ts';
import type { RoomService } from './room-service.ts';
import type { Runoffs } from './run-offs.ts';
import type { Segments } from './segments.ts';
import type { Sight } from './sight.ts';
import type { PollRecord, PollSnapshot, RoomRecord, Store } from './store.ts';
import { maySee, pollOf, pollView, tallyOf, wholeBins } from './views.ts';

/** Carries out one command for somebody who is already known to have the right to it. */
export type Handler<C extends CommandName, Context> = (
  input: CheckedInput<C>,
  context: Context,
) => Promise<CommandResult<C>>;

/** A handler for each of the commands: a missing one, or one with a wrong result, does not compile. */
export type Handlers<C extends CommandName, Context> = { [K in C]: Handler<K, Context> };

/** Every command that needs no connection: the HTTP door has these, the socket door all. */
export type PlainCommand = Exclude<CommandName, SocketOnlyCommand>;

export interface Services {
  store: Store;
  rooms: RoomService;
  polls: PollService;
  desk: PollDesk;
  ballots: BallotService;
  voters: Voters;
  sight: Sight;
  segments: Segments;
  runoffs: Runoffs;
  /** Refuses with RATE_LIMITED an address that makes too many voters. */
  newVoter(address: string): Promise<void>;
}

export function createHandlers(services: Services): Handlers<PlainCommand, Caller> {
  const { store, rooms, polls, desk, ballots, voters, sight, segments, runoffs, newVoter } = services;
  const asPoll = async (changed: Promise<PollRecord>): Promise<Poll> => pollOf(await changed);
  const asRoom = async (changed: Promise<RoomRecord>, caller: Caller) => ({
    room: await sight.room(await changed, caller),
  });
  const done = async (work: Promise<unknown>) => {
    await work;
    return {};
  };

  /** A poll whose counts the caller may see. */
  async function seen(id: PollId, caller: Caller): Promise<PollSnapshot> {
    const snapshot = await sight.poll(id, caller);
    if (!maySee(snapshot.poll, await sight.onlooker(snapshot, caller))) throw new PollcastError('FORBIDDEN');
    return snapshot;
  }

  return {
    'room:create': (input) => rooms.create(input),
    'room:get': async ({ code }, caller) => ({
      ...(await asRoom(sight.findRoom(code, caller), caller)),
      serverNow: store.now(),
    }),
    'room:update': (input, caller) => asRoom(rooms.update(input), caller),
    'room:rekey': async (input) => ({ key: await rooms.rekey(input) }),
    'room:delete': ({ code }) => done(rooms.erase(code)),
    'poll:create': (input) => asPoll(desk.create(input)),
    'poll:update': (input) => asPoll(desk.update(input)),
    'poll:delete': ({ id }) => done(desk.delete(id)),
    'poll:restore': ({ id }) => asPoll(desk.restore(id)),
    'poll:move': (input, caller) => asRoom(desk.move(input), caller),
    'poll:open': (input) => asPoll(polls.open(input)),
    'poll:close': async (input) => {
      const snapshot = await polls.close(input);
      return { poll: pollOf(snapshot.poll), tally: tallyOf(snapshot) };
    },
    'poll:reset': (input) => asPoll(polls.reset(input)),
    'poll:reveal': (input) => asPoll(desk.reveal(input)),
    'poll:get': async ({ id }, caller) => {
      const snapshot = await sight.poll(id, caller);
      return { ...pollView(snapshot, await sight.onlooker(snapshot, caller)), serverNow: store.now() };
    },
    'poll:history': async ({ id }, caller) => {
      const snapshot = await seen(id, caller);
      const points = await polls.history(snapshot.poll);
      return { points: points.map((point) => ({ ...point, bins: wholeBins(snapshot.poll, point.bins) })) };
    },
    'poll:split': async ({ id }, caller) => {
      const snapshot = await seen(id, caller);
      return segments.split(snapshot, roleIn(snapshot.poll.code, caller));
    },
    'poll:runoff': async ({ id }, caller) => ({ runoff: await runoffs.of(await seen(id, caller)) }),
    'ballot:cast': (input, caller) => ballots.cast(input, voterOf(caller)),
    'ballot:withdraw': (input, caller) => ballots.withdraw(input, voterOf(caller)),
    'voter:create': async (_, { address }) => {
      await newVoter(address);
      return { voterToken: voters.create().token };
    },
  };
}

function voterOf({ voterId }: Caller): VoterId {
  if (voterId === null)
    throw new PollcastError('UNAUTHENTICATED', { message: 'Voting needs a voter token.' });
  return voterId;
}
