import type { PollId } from '@pollcast/shared';
import { createSignal } from './signal.ts';
import type { Counters, PollRecord, PollSnapshot, Store } from './store.ts';

/** What this node knows of a poll became newer. `before` is null when it knew nothing. */
export interface PollUpdate {
  before: PollSnapshot | null;
  after: PollSnapshot;
}

/** The store answers with less than this node knew: it has lost writes. */
export interface Regression {
  known: PollSnapshot;
  read: PollSnapshot;
}

/**
 * The newest that this node knows of each poll. Everything it sends to watchers leaves from here, so a snapshot read
 * after subscribing is never older than what was sent before (docs/SPEC.md T3).
 */
export interface LivePolls {
  /**
   * A snapshot at most `maxAgeMs` old, null without the poll. Concurrent readers share one read of the store, so that
   * even with 0 it may have begun a moment before the call. Whoever acts on what he has just learned needs `refresh`.
   */
  get(id: PollId, maxAgeMs?: number): Promise<PollSnapshot | null>;
  /** The same of several, for those who ask for whole rooms: where all are known well enough it costs next to nothing. */
  getAll(ids: readonly PollId[]): Promise<(PollSnapshot | null)[]>;
  /** Reads the store in reads of its own, which begin now. */
  refresh(ids: readonly PollId[]): Promise<(PollSnapshot | null)[]>;
  /** Takes in a snapshot that a write of this node returned. */
  apply(snapshot: PollSnapshot): void;
  /**
   * Takes in counters that ballots made. `unread`: they belong to a state of the poll that has to be read first, since
   * that may hide them, and were not taken in. Of a poll that this node knows nothing of it needs no counters: `done`.
   */
  applyTally(id: PollId, counters: Counters): 'done' | 'unread';
  /** What is known now, without reading. */
  peek(id: PollId): PollSnapshot | null;
  known(): Iterable<PollSnapshot>;
  /** Forgets polls that nobody has asked for in `idleMs`, but none that is watched. */
  forgetIdle(idleMs: number, isWatched: (poll: PollRecord) => boolean): void;
  onUpdate(listener: (update: PollUpdate) => void): () => void;
  /** The store has gone back behind what was known: it lost writes. */
  onRegression(listener: (lost: Regression) => void): () => void;
  onErased(listener: (known: PollSnapshot) => void): () => void;
}

/** Reads of a join wave share what is at most this old: one read a poll, however many join. */
const JOIN_MAX_AGE_MS = 100;
/** So much may this node's idea of the store's clock be off: near its deadline a poll is asked for, not remembered. */
const CLOCK_MS = 250;

interface Entry {
  snapshot: PollSnapshot;
  readAt: number;
}

export function createLivePolls(store: Store, now: () => number): LivePolls {
  const entries = new Map<PollId, Entry>();
  const updates = createSignal<PollUpdate>();
  const regressions = createSignal<Regression>();
  const erasures = createSignal<PollSnapshot>();

  function take(snapshot: PollSnapshot): PollSnapshot {
    const before = entries.get(snapshot.poll.id)?.snapshot ?? null;
    const after = before === null ? snapshot : newest(before, snapshot);
    entries.set(after.poll.id, { snapshot: after, readAt: now() });
    if (before !== after) updates.emit({ before, after });
    return after;
  }

  async function refresh(ids: readonly PollId[]): Promise<(PollSnapshot | null)[]> {
    const known = ids.map((id) => entries.get(id)?.snapshot ?? null);
    const snapshots = await store.polls.get(ids);
    return snapshots.map((read, index) => {
      const before = known[index]!;
      if (read !== null) {
        if (before !== null && isBehind(read, before)) regressions.emit({ known: before, read });
        return take(read);
      }
      if (before !== null && entries.delete(before.poll.id)) erasures.emit(before);
      return null;
    });
  }

  const fresh = (id: PollId, maxAgeMs = JOIN_MAX_AGE_MS) =>
    freshOf(entries.get(id), now() - maxAgeMs, store.now());

  const reads = shared(async (id) => (await refresh([id]))[0] ?? null);

  /** A read that began before the call may have missed the deadline that was reached meanwhile. */
  async function readNow(id: PollId): Promise<PollSnapshot | null> {
    const isShared = reads.isUnderWay(id);
    const snapshot = await reads.of(id);
    return isShared && snapshot !== null && isDue(snapshot.poll, store.now()) ? reads.of(id) : snapshot;
  }

  return {
    get: async (id, maxAgeMs) => fresh(id, maxAgeMs) ?? readNow(id),
    getAll: (ids) =>
      completed(
        ids.map((id) => fresh(id)),
        (index) => readNow(ids[index]!),
      ),
    refresh,
    apply: (snapshot) => void take(snapshot),
    applyTally(id, counters) {
      const entry = entries.get(id);
      if (entry === undefined || isOld(counters, entry.snapshot)) return 'done';
      const newer = withCounters(entry.snapshot, counters);
      if (newer === null) entry.readAt = Number.NEGATIVE_INFINITY;
      else take(newer);
      return newer === null ? 'unread' : 'done';
    },
    peek: (id) => entries.get(id)?.snapshot ?? null,
    *known() {
      for (const { snapshot } of entries.values()) yield snapshot;
    },
    forgetIdle: (idleMs, isWatched) =>
      forget(entries, ({ snapshot, readAt }) => readAt < now() - idleMs && !isWatched(snapshot.poll)),
    onUpdate: updates.on,
    onRegression: regressions.on,
    onErased: erasures.on,
  };
}

/** Reads of which there is one at a time for each poll: whoever asks meanwhile shares it. */
function shared(read: (id: PollId) => Promise<PollSnapshot | null>) {
  const underWay = new Map<PollId, Promise<PollSnapshot | null>>();
  return {
    isUnderWay: (id: PollId) => underWay.has(id),
    of(id: PollId) {
      const found = underWay.get(id);
      if (found !== undefined) return found;
      const reading = read(id).finally(() => underWay.delete(id));
      underWay.set(id, reading);
      return reading;
    },
  };
}

/**
 * Poll and counters of the newest round, each in their newest form; the same object when nothing is newer. A status rises
 * together with the counters' version: where only one side did, the store has lost a step that was told, and until the
 * versions are lifted nothing of what is left is told under those of before.
 */
function newest(known: PollSnapshot, read: PollSnapshot): PollSnapshot {
  if (read.poll.round !== known.poll.round) return read.poll.round > known.poll.round ? read : known;
  const poll = read.poll.version > known.poll.version ? read.poll : known.poll;
  const tally = read.tally.version > known.tally.version ? read.tally : known.tally;
  const isMixed = (poll === known.poll) !== (tally === known.tally);
  if (isMixed && read.poll.status !== known.poll.status) return known;
  return poll === known.poll && tally === known.tally ? known : { poll, tally };
}

/** What was read since `since`, and needs no reading for its deadline. */
function freshOf(entry: Entry | undefined, since: number, nowMs: number): PollSnapshot | null {
  if (entry === undefined || entry.readAt < since || isDue(entry.snapshot.poll, nowMs)) return null;
  return entry.snapshot;
}

/** Fills the gaps. Where there are none it makes no promises, which would cost a join of a large room more than all else. */
async function completed<T>(
  known: (T | null)[],
  read: (index: number) => Promise<T | null>,
): Promise<(T | null)[]> {
  if (!known.includes(null)) return known;
  return Promise.all(known.map((each, index) => each ?? read(index)));
}

function forget(entries: Map<PollId, Entry>, isIdle: (entry: Entry) => boolean): void {
  for (const [id, entry] of entries) if (isIdle(entry)) entries.delete(id);
}

/** Still open as far as this node knows, though its deadline is reached, or may be. */
function isDue({ status, closesAt }: PollRecord, nowMs: number): boolean {
  return status === 'open' && closesAt !== null && nowMs + CLOCK_MS >= closesAt;
}

function isOld(counters: Counters, { poll, tally }: PollSnapshot): boolean {
  if (counters.round !== poll.round) return counters.round < poll.round;
  return counters.version <= tally.version;
}

/** Null: they belong to a state of the poll that is not this one. */
function withCounters({ poll }: PollSnapshot, counters: Counters): PollSnapshot | null {
  const { round, pollVersion, ...tally } = counters;
  return poll.round === round && poll.version >= pollVersion && poll.status === 'open'
    ? { poll, tally }
    : null;
}

function isBehind(read: PollSnapshot, known: PollSnapshot): boolean {
  if (read.poll.round !== known.poll.round) return read.poll.round < known.poll.round;
  return read.poll.version < known.poll.version || read.tally.version < known.tally.version;
}
