import type { Bins, HistoryPoint, Poll, PollDefinition, PollId, RoomCode } from '@pollcast/shared';
import type { StoredKeys } from '../identity/room-keys.ts';
import type { BallotRefusal, BallotStatus, StoredBallot } from './ballot-rule.ts';

/*
 * The store port: what polls need of a store, owned by the domain and shaped by it. Implementations are openRedisStore
 * and openEmbeddedStore; test/contract runs one suite on each. Guarantees common to all methods:
 *
 * - A resolved write is as durable as the store is configured to be (docs/OPERATIONS.md).
 * - A method rejects with StoreUnavailable when the outcome is unknown or the store is away; repeating it is then
 *   harmless. Anything else it rejects with is a fault.
 * - Each document has its own version, `max(last + 1, milliseconds of the store's clock)`.
 * - An open poll whose `closesAt` is reached is closed by whatever touches it first, reads included, with
 *   `closedAt = closesAt`. Nobody ever sees it open after that.
 */

export interface RoomRecord extends StoredKeys {
  code: RoomCode;
  title: string;
  stage: PollId | null;
  /** Display order, deleted polls left out. */
  pollIds: PollId[];
  /** The poll by whose answers those that are opened from now on can be split. */
  segment: PollId | null;
  createdAt: number;
  version: number;
}

/** A poll's document. `deletedAt` set: it can be restored for a while, and for all else it is not there. */
export type PollRecord = Poll & { deletedAt: number | null };

/** A poll as it is created: a draft of round 1 without a course. */
export type NewPoll = PollDefinition & Pick<Poll, 'id' | 'code'>;

/** The counters of a poll's current round; bins that are zero are left out. */
export interface TallyRecord {
  version: number;
  voters: number;
  bins: Bins;
}

/** A poll and its counters, read in one step. */
export interface PollSnapshot {
  poll: PollRecord;
  tally: TallyRecord;
}

/** One voter's ballot on its way into a batch. */
export interface BallotRequest {
  voterKey: string;
  /** Null: the store's clock stands in, so that it is newer than whatever is stored. */
  seq: number | null;
  /** Null withdraws. */
  bins: Bins | null;
}

export type BallotOutcome =
  | { status: BallotStatus; stored: StoredBallot | null }
  | { refused: BallotRefusal };

/** What became of a batch. `stale`: the poll is no longer at the expected version, nothing was done. */
export type CastResult = { stale: true } | { stale: false; outcomes: BallotOutcome[]; tally: TallyRecord };

/**
 * What became of open, close or reset. `changed` false: the poll was already there. `STALE`: it is no longer at the
 * version that was expected, nothing was done.
 */
export type StatusChange =
  | { changed: boolean; snapshot: PollSnapshot }
  | { refused: 'POLL_NOT_FOUND' | 'POLL_NOT_OPEN' | 'CONFLICT' | 'STALE' };

/** What a step expects of the poll: without a version, a copy of it that arrives late would be taken for a new step. */
export interface Expected {
  round?: number | undefined;
  version?: number | undefined;
}

/** A compare-and-set's result: the stored document, `conflict` when its version had moved on, null when it is gone. */
export type Updated<T> = T | 'conflict' | null;

export interface RoomStore {
  /** Stores a new room, or returns the one that already has the code, untouched. */
  create(room: Omit<RoomRecord, 'createdAt' | 'version'>): Promise<{ created: boolean; room: RoomRecord }>;
  get(code: RoomCode): Promise<RoomRecord | null>;
  /** Replaces the document of version `room.version` and raises its version, above `seenVersion` too. */
  update(room: RoomRecord, seenVersion?: number): Promise<Updated<RoomRecord>>;
  /** Removes the room; its polls are erased by `polls.erase` before. */
  erase(code: RoomCode): Promise<void>;
  /** Codes of all rooms in any order, each once; one that comes or goes meanwhile may be missing or be gone. */
  list(): Promise<RoomCode[]>;
  /** Codes of rooms not updated since `beforeMs` (epoch ms), oldest first, at most 100. */
  listIdle(beforeMs: number): Promise<RoomCode[]>;
}

export interface PollStore {
  /** Stores a new draft, or returns the poll that already has the id, untouched. */
  create(poll: NewPoll): Promise<{ created: boolean; snapshot: PollSnapshot }>;
  /** Reads polls, each with its counters in one step; null where there is none. Same order as asked. */
  get(ids: readonly PollId[]): Promise<(PollSnapshot | null)[]>;
  /**
   * Replaces definition and `deletedAt` of version `poll.version` and raises its version; the course is left as it is.
   * `retells`: what is told of the same counters is something else from now on, so that the tally's version rises too.
   */
  update(poll: PollRecord, how?: { retells: boolean }): Promise<Updated<PollSnapshot>>;
  /** Erases polls with ballots, counters and history. */
  erase(ids: readonly PollId[]): Promise<void>;
  /**
   * Opens a draft or closed poll until `durationMs` from now (null: without end). On an open poll only `extendMs`
   * matters: a new deadline that far from now, or null for no change.
   */
  open(
    id: PollId,
    how: Expected & { durationMs: number | null; extendMs: number | null },
  ): Promise<StatusChange>;
  /** Closes an open poll and raises the tally's version, after which no ballot is counted. */
  close(id: PollId, expected?: Expected): Promise<StatusChange>;
  /** Makes an open or closed poll a draft of the next round, without ballots, with `revealed` null. */
  reset(id: PollId, expected?: Expected): Promise<StatusChange>;
  /**
   * Lifts poll and tally versions above what watchers have seen, after a store has lost writes. A poll of an earlier
   * round becomes a draft of that round, without ballots; one of a later round is left as it is.
   */
  raise(id: PollId, seen: { round: number; pollVersion: number; tallyVersion: number }): Promise<void>;
  /** Open polls whose deadline is reached, deleted ones too, at most 1,000. */
  listDue(): Promise<PollId[]>;
}

/** A round's ballots without their voters: each different content once, withdrawn ballots left out. */
export interface BallotContents {
  round: number;
  /** The tally's version that they add up to. */
  version: number;
  /** Sorted by what they say; `count` ballots say the same. */
  contents: { bins: Bins; count: number }[];
}

export interface BallotStore {
  /**
   * Applies ballots in order by the ballot rule in one atomic step, at most MAX_BATCH of them. Refused as stale as a
   * whole when the poll's version is not `pollVersion`, against which their bins were made.
   */
  cast(id: PollId, pollVersion: number, batch: readonly BallotRequest[]): Promise<CastResult>;
  /** A voter's entry in the poll's current round; a withdrawn one has `bins` null. */
  get(id: PollId, voterKey: string): Promise<StoredBallot | null>;
  /** The round's course, oldest first: the counters at most once a step, at most 600 points. */
  history(id: PollId): Promise<HistoryPoint[]>;
  /**
   * Recounts the stored ballots of one state beside its counters, without holding up votes; null without the poll.
   * Rejects with StoreUnavailable where so many ballots come in that none can be caught.
   */
  audit(id: PollId): Promise<{ counted: TallyRecord; recounted: Omit<TallyRecord, 'version'> } | null>;
  /** Reads what the round's ballots say, under the same conditions as `audit`: nobody's, and in an order that tells nothing. */
  contents(id: PollId): Promise<BallotContents | null>;
}

/** Ballots in one `cast`: Lua's argument list and the time other polls wait both bound it. */
export const MAX_BATCH = 256;

/** Counters as ballots left them: of which round, and made for which version of the poll. */
export interface Counters extends TallyRecord {
  round: number;
  pollVersion: number;
}

/**
 * A hint that something is newer, never the only way to learn of it. `poll` may bring counters along.
 * `reset`: hints may have been lost, read again whatever matters.
 */
export type Change =
  | { kind: 'poll'; id: PollId; tally?: Counters }
  | { kind: 'room'; code: RoomCode }
  | { kind: 'reset' };

export interface Store {
  readonly rooms: RoomStore;
  readonly polls: PollStore;
  readonly ballots: BallotStore;
  /** Says how many people this node has in a room and returns the sum over all nodes heard of in the last 15 s. */
  reportPresence(code: RoomCode, node: string, present: number): Promise<number>;
  /** Calls back after changes by any node, this one included, in no particular order. Returns its unsubscribe. */
  onChange(listener: (change: Change) => void): () => void;
  /** The store's clock in epoch ms, as well as this process knows it. */
  now(): number;
  /** Resolves when the store takes reads and writes, rejects with the reason otherwise. */
  check(): Promise<void>;
  /** Finishes what is under way and releases everything. Idempotent. */
  close(): Promise<void>;
}

/** The store is away, or did not say what became of a write. Retryable. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}
