import { randomBytes } from 'node:crypto';
import type { Bins, OptionId, PollId, RoomCode } from '@pollcast/shared';
import type {
  BallotRequest,
  CastResult,
  NewPoll,
  PollSnapshot,
  RoomRecord,
  StatusChange,
  Store,
} from '../../server/src/domain/store.ts';

/** A store on trial, with a way to let time pass for a poll without waiting. */
export interface StoreOnTrial {
  store: Store;
  /** Makes it so much later for everything that the store knows of the poll. */
  advance(id: PollId, ms: number): Promise<void>;
  close(): Promise<void>;
}

export const quietLog = { info() {}, warn() {}, error() {} };

const CODE = 'K7M4RX' as RoomCode;

export function newPollId(): PollId {
  return randomBytes(8).toString('hex') as PollId;
}

export function draft(changes: { id?: PollId; changeable?: boolean; question?: string } = {}): NewPoll {
  const { id = newPollId(), changeable = true, question = 'Where do we eat?' } = changes;
  return {
    id,
    code: CODE,
    kind: 'choice',
    question,
    options: ['o1', 'o2', 'o3'].map((option) => ({ id: option as OptionId, label: `Option ${option}` })),
    settings: { results: 'always', changeable, turnout: true, durationMs: null, min: 1, max: 2 },
    revealed: null,
    segment: null,
  };
}

export function roomDraft(code: RoomCode, title = 'Town hall'): Omit<RoomRecord, 'createdAt' | 'version'> {
  return {
    code,
    title,
    stage: null,
    pollIds: [],
    segment: null,
    moderatorKeyHash: 'mmm',
    viewerKeyHash: 'vvv',
  };
}

export function newCode(): RoomCode {
  return randomBytes(5).toString('hex').toUpperCase() as RoomCode;
}

interface Opening {
  changeable?: boolean;
  durationMs?: number | null;
}

/** Opens without a deadline, and leaves an open poll as it is. */
export const AT_ONCE = { durationMs: null, extendMs: null };

/** An act that was not refused. */
export function done(change: StatusChange): PollSnapshot & { changed: boolean } {
  if ('refused' in change) throw new Error(change.refused);
  return { changed: change.changed, ...change.snapshot };
}

/** Creates a poll and opens it. */
export async function openPoll(
  store: Store,
  { changeable = true, durationMs = null }: Opening = {},
): Promise<PollSnapshot> {
  const { snapshot } = await store.polls.create(draft({ changeable }));
  const { poll, tally } = done(await store.polls.open(snapshot.poll.id, { durationMs, extendMs: null }));
  return { poll, tally };
}

export async function snapshotOf(store: Store, id: PollId): Promise<PollSnapshot> {
  const [snapshot] = await store.polls.get([id]);
  if (snapshot === null || snapshot === undefined) throw new Error(`there is no poll ${id}`);
  return snapshot;
}

export function vote(voterKey: string, seq: number | null, ...options: string[]): BallotRequest {
  return { voterKey, seq, bins: Object.fromEntries(options.map((option) => [option, 1])) };
}

export function withdrawal(voterKey: string, seq: number | null): BallotRequest {
  return { voterKey, seq, bins: null };
}

export type Cast = Extract<CastResult, { stale: false }>;

/** Casts against the poll's version of now. */
export async function cast(store: Store, id: PollId, ...batch: BallotRequest[]): Promise<Cast> {
  const { poll } = await snapshotOf(store, id);
  const result = await store.ballots.cast(id, poll.version, batch);
  if (result.stale) throw new Error('the batch is stale');
  return result;
}

/** Each ballot's status or refusal, for short. */
export function verdicts({ outcomes }: Cast): string[] {
  return outcomes.map((outcome) => ('refused' in outcome ? outcome.refused : outcome.status));
}

export function sum(bins: Bins): number {
  return Object.values(bins).reduce((total, count) => total + count, 0);
}
