import {
  type HandshakeAuth,
  type Poll,
  PROTOCOL_VERSION,
  type Role,
  readCode,
  type ServerToClientEvents,
  type You,
} from '@pollcast/shared/pure';
import { createBallots } from './ballots.ts';
import { coalesce } from './coalesce.ts';
import { ANSWER_MS, openConnection, type ServerConnection } from './connection.ts';
import type { Link } from './deliver.ts';
import { createListeners } from './listeners.ts';
import { createLookups } from './lookups.ts';
import { noAnswer, PollcastError } from './pollcast-error.ts';
import { createPolls } from './polls.ts';
import { createRooms } from './rooms.ts';
import { createServerClock, type ServerClock } from './server-clock.ts';
import type { ClientOptions, PollcastClient, PollState } from './types.ts';
import { createWatching } from './watching.ts';

/** Makes a client and connects it at once. */
export function createClient(options: ClientOptions = {}): PollcastClient {
  const clock = createServerClock();
  const voter = rememberVoter(options);
  const connection: ServerConnection = openConnection({
    url: options.url,
    handshake: () => handshakeOf(options, voter.token),
    pushes: pushHandlers(() => state),
  });
  const link = learningLink(connection, { clock, onVoterToken: voter.learn });
  const state = createState(link, clock);

  connection.onState(({ status }) => {
    if (status !== 'online') return;
    clock.restart();
    state.rooms.rejoin();
    state.watching.renew();
  });

  return {
    get connection() {
      return connection.state;
    },
    onConnection: connection.onState,
    joinRoom: async (code) => state.rooms.join(codeOf(code)),
    leaveRoom: (code) => state.rooms.leave(codeOf(code)),
    watchPolls: state.watching.watch,
    unwatchPolls: state.watching.unwatch,
    room: (code) => state.rooms.get(codeOf(code)),
    poll: state.polls.get,
    onChange: state.onChange,
    castBallot: state.ballots.cast,
    withdrawBallot: state.ballots.withdraw,
    async call(command, input) {
      await connection.online(ANSWER_MS);
      const reply = await link.request(command, input);
      if (reply === null) throw noAnswer();
      if (!reply.ok) throw new PollcastError(reply.error);
      return reply.data;
    },
    serverNow: clock.now,
    get voterToken() {
      return voter.token;
    },
    close: connection.close,
  };
}

type State = ReturnType<typeof createState>;

/** All that is known of rooms, polls and one's own ballots, and the one road by which each learns of the others. */
function createState(link: Link, clock: ServerClock) {
  const changes = createListeners<void>();
  const onChange = coalesce(() => changes.tell());
  const ballots = createBallots({
    link,
    now: clock.now,
    onChange: (id) => polls.takeBallot(id),
    onDoubt: (id) => lookups.lookUp(id),
  });
  const { tick } = ballots;
  const polls = createPolls({ ballots, roleFor, onChange });
  const lookups = createLookups({ link, polls, tick, isWanted });
  const watching = createWatching({ link, polls, tick, onGone: (id) => removeUnwanted([polls.get(id)]) });
  const rooms = createRooms({
    link,
    polls,
    tick,
    onMissing: lookups.lookUpMissing,
    onOutdated: lookups.lookUp,
    onGone: () => removeUnwanted(polls.all()),
    onChange,
  });

  function roleFor({ code }: Poll): Role {
    return rooms.get(code)?.you.role ?? watching.roleIn(code);
  }

  function isWanted(id: string): boolean {
    const code = polls.get(id)?.poll.code;
    return watching.has(id) || (code === undefined ? rooms.lists(id) : rooms.isJoined(code));
  }

  function removeUnwanted(states: readonly (PollState | null)[]): void {
    for (const state of states) if (state !== null && !isWanted(state.poll.id)) polls.remove(state.poll.id);
  }

  return { rooms, polls, ballots, watching, lookups, onChange: changes.add };
}

/** What the server sends unasked, given to whom it concerns. */
function pushHandlers(state: () => State): ServerToClientEvents {
  return {
    'poll:tally': (tally) => state().polls.takeTally(tally),
    'poll:turnout': (turnout) => state().polls.takeTurnout(turnout),
    'poll:changed'(poll) {
      const { polls, rooms, watching, lookups } = state();
      if (!rooms.isJoined(poll.code) && !watching.has(poll.id)) return;
      const isNew = polls.get(poll.id) === null;
      polls.takePoll(poll);
      if (isNew && rooms.wasClosed(poll)) lookups.lookUpSoon(poll.id);
    },
    'poll:removed'({ pollId }) {
      const { polls, watching } = state();
      watching.forget(pollId);
      polls.remove(pollId);
    },
    'room:changed': (room) => state().rooms.takeRoom(room),
    'room:removed': ({ code }) => state().rooms.takeRemoved(code),
    'room:presence': ({ code, present }) => state().rooms.takePresent(code, present),
  };
}

/** A connection whose answers also tell the server's time and the voter's token. */
function learningLink(
  connection: ServerConnection,
  { clock, onVoterToken }: { clock: ServerClock; onVoterToken: (token: string) => void },
): Link {
  return {
    online: connection.online,
    onState: connection.onState,
    async request(command, input) {
      const sentAt = Date.now();
      const reply = await connection.request(command, input);
      if (!reply?.ok) return reply;
      const { serverNow, you }: { serverNow?: number; you?: You } = reply.data as object;
      if (serverNow !== undefined) clock.observe(serverNow, sentAt);
      if (you !== undefined) onVoterToken(you.voterToken);
      return reply;
    },
  };
}

function rememberVoter({ voterToken, onVoterToken }: ClientOptions) {
  let token = voterToken ?? null;
  return {
    get token() {
      return token;
    },
    learn(told: string) {
      if (told === token) return;
      token = told;
      onVoterToken?.(told);
    },
  };
}

function handshakeOf({ key, view }: ClientOptions, voterToken: string | null): HandshakeAuth {
  return {
    protocol: PROTOCOL_VERSION,
    ...(key !== undefined && { key }),
    ...(view !== undefined && { view }),
    ...(voterToken !== null && { voterToken }),
  };
}

/** A code as people type it, in canonical form; what cannot be one is left for the server to refuse. */
function codeOf(typed: string): string {
  return readCode(typed) ?? typed;
}
