import type {
  Answer,
  CommandInput,
  CommandName,
  CommandResult,
  ErrorBody,
  Poll,
  Result,
  Room,
  Tally,
  You,
} from '@pollcast/shared/pure';
import type { PollcastError } from './pollcast-error.ts';

export interface ClientOptions {
  /** The server's origin; in a browser the page's own by default. */
  url?: string;
  /** A room's `mk_…` or `vk_…` key, which gives its role in that room. */
  key?: string;
  /** The voter's `vt_…` token from an earlier visit; without it the server's cookie or a new voter. */
  voterToken?: string;
  /** With a key: be sent only what may stand on a wall. */
  view?: 'stage';
  /** Called whenever the voter's token becomes known or changes, to be stored for the next visit. */
  onVoterToken?: (token: string) => void;
}

/**
 * `refused` is final: the server turned this client away, or cut it because its key was replaced. `cause` says in words
 * what stands in the way, where that is known and will not pass by itself; `reason` says for programs why one is offline,
 * where that is known.
 */
export type Connection =
  | { status: 'connecting' }
  | { status: 'online' }
  | { status: 'offline'; sinceAt: number; reason?: OfflineReason; cause?: string }
  | { status: 'refused'; error: ErrorBody }
  | { status: 'closed' };

/**
 * `restart`: the server said that it goes away for a moment. `proxy`: something on the way lets no connection through.
 * Else the code with which the server put this client off.
 */
export type OfflineReason = 'restart' | 'proxy' | ErrorBody['code'];

/**
 * One's own ballot. While `sending`, `answer` is what was chosen (null: withdrawing), `previous` what is counted until
 * then, and more than one of `attempts` means that it is being tried again. When `failed`, `answer` is what remains counted.
 */
export type OwnBallot =
  | { state: 'sending'; answer: Answer | null; previous: Answer | null; attempts: number }
  | { state: 'counted'; answer: Answer }
  | { state: 'failed'; answer: Answer | null; error: PollcastError };

/** A poll as this client may see it. */
export interface PollState {
  poll: Poll;
  tally: Tally | null;
  /** The tally made readable; null without one. */
  result: Result | null;
  /** How many have voted; null where that may not be known. */
  turnout: number | null;
  /** Null: nothing counted, nothing under way. */
  ballot: OwnBallot | null;
}

export interface RoomState {
  room: Room;
  /** People in the audience, roughly. */
  present: number;
  you: You;
}

/**
 * A connection to a Pollcast server that mends itself: rooms stay joined, polls watched and ballots on their way across
 * reconnects. State never goes backwards; `room` and `poll` return the same object until something in it changes.
 * Promises reject with PollcastError.
 */
export interface PollcastClient {
  readonly connection: Connection;
  /** Calls back on each change of `connection`. Returns its unsubscribe. */
  onConnection(listener: (connection: Connection) => void): () => void;

  /** Joins a room with its polls until `leaveRoom`. Waits for the connection; rejects when the room is refused. */
  joinRoom(code: string): Promise<RoomState>;
  leaveRoom(code: string): void;
  /** Watches polls without their room until `unwatchPolls`, in the order asked. */
  watchPolls(ids: readonly string[]): Promise<PollState[]>;
  unwatchPolls(ids: readonly string[]): void;

  /** A joined room, null before it is joined and after it is gone. */
  room(code: string): RoomState | null;
  /** A poll of a joined room, or a watched one. */
  poll(id: string): PollState | null;
  /** Calls back after any change of rooms or polls, once for all changes of a turn. Returns its unsubscribe. */
  onChange(listener: () => void): () => void;

  /**
   * Casts or changes the ballot in a poll that is joined or watched, and shows it at once as `sending`. Retries under one
   * seq until the server answers, also across reconnects; rejects with the final refusal, which the poll's state shows
   * too, so that the promise may be left alone. A newer cast or withdrawal takes the place of one not answered yet,
   * whose promise then settles with the newer one: `superseded`, or its error.
   */
  castBallot(id: string, answer: Answer): Promise<CommandResult<'ballot:cast'>>;
  /** Takes the ballot back; retries and gives way to newer ones like `castBallot`. */
  withdrawBallot(id: string): Promise<CommandResult<'ballot:withdraw'>>;

  /**
   * Sends one command once. Waits some seconds for the connection and as long for the answer, then rejects with
   * `NO_ANSWER`.
   */
  call<C extends CommandName>(command: C, input: CommandInput<C>): Promise<CommandResult<C>>;

  /** The server's clock in epoch ms, as well as acks told; this device's own before the first. */
  serverNow(): number;
  /** The voter's token, null until the server has told it. */
  readonly voterToken: string | null;
  /** Ends the connection for good; whatever is under way rejects with `CLOSED`. Idempotent. */
  close(): void;
}
