import { expect } from '@jest/globals';
import type { PollId } from '@pollcast/shared';
import type {
  BallotOutcome,
  BallotRequest,
  PollRecord,
  PollSnapshot,
  StatusChange,
  Store,
} from '../../server/src/domain/store.ts';
import { draft } from '../contract/store-fixtures.ts';
import type { Edit, Opening, StatusAnswer, View } from './poll-model.ts';

const HOUR_MS = 3_600_000;

interface Subject {
  store: Store;
  /** Puts the poll's deadline into the past. */
  passDeadline(id: PollId): Promise<void>;
  voterKeys: readonly string[];
}

/** Puts a new poll of a store through the model's commands and answers in the model's words. */
export async function drivePoll({ store, passDeadline, voterKeys }: Subject) {
  let seen: PollSnapshot = (await store.polls.create(draft())).snapshot;
  const { id } = seen.poll;

  function answer(change: StatusChange): StatusAnswer {
    if (!('refused' in change)) return change.changed ? 'changed' : 'same';
    if (change.refused === 'STALE') throw new Error('stale, though no version was expected');
    return change.refused;
  }

  async function look(): Promise<PollSnapshot> {
    const [snapshot] = await store.polls.get([id]);
    return snapshot!;
  }

  return {
    passDeadline: () => passDeadline(id),

    async edit({ changeable, revealed, isDeleted, retells }: Edit): Promise<void> {
      const { poll, tally } = await look();
      const deletedAt = isDeleted ? 1 : null;
      const edited = {
        ...poll,
        revealed,
        deletedAt,
        settings: { ...poll.settings, changeable },
      } as PollRecord;
      const updated = (await store.polls.update(edited, { retells })) as PollSnapshot;
      expect(updated).toMatchObject({ poll: { revealed, deletedAt }, tally: { voters: tally.voters } });
      const isRaised = updated.tally.version > tally.version;
      expect(isRaised).toBe(retells || poll.status === 'draft');
    },

    async open({ hasDuration, extends: doesExtend, round }: Opening): Promise<StatusAnswer> {
      const how = { durationMs: hasDuration ? HOUR_MS : null, extendMs: doesExtend ? HOUR_MS : null, round };
      return answer(await store.polls.open(id, how));
    },
    close: async (round: number | undefined) => answer(await store.polls.close(id, { round })),
    reset: async (round: number | undefined) => answer(await store.polls.reset(id, { round })),

    /** Casts against the version that was last seen, or against the one before. */
    async cast(batch: readonly BallotRequest[], isOld: boolean): Promise<BallotOutcome[] | 'stale'> {
      const result = await store.ballots.cast(id, seen.poll.version - (isOld ? 1 : 0), batch);
      return result.stale ? 'stale' : result.outcomes;
    },

    /** Looks at everything, and checks what a store must hold to by itself: recount and versions. */
    async view(): Promise<View> {
      const before = seen;
      seen = await look();
      expectToFollow(before, seen);
      const { version, ...counters } = seen.tally;
      const reads = voterKeys.map(
        async (voterKey) => [voterKey, await store.ballots.get(id, voterKey)] as const,
      );
      const [audit, ...ballots] = await Promise.all([store.ballots.audit(id), ...reads]);
      expect(audit).toEqual({ counted: seen.tally, recounted: counters });
      return { ...courseOf(seen.poll), ...counters, ballots: Object.fromEntries(ballots) };
    },

    erase: () => store.polls.erase([id]),
  };
}

/** [V1] versions never fall; [V2] what has the same version has the same content. */
function expectToFollow(before: PollSnapshot, after: PollSnapshot): void {
  expect(after.poll.version).toBeGreaterThanOrEqual(before.poll.version);
  expect(after.tally.version).toBeGreaterThanOrEqual(before.tally.version);
  if (after.poll.version === before.poll.version) expect(after.poll).toEqual(before.poll);
  if (after.tally.version === before.tally.version) {
    expect({ ...after.tally, status: after.poll.status }).toEqual({
      ...before.tally,
      status: before.poll.status,
    });
  }
}

function courseOf(poll: PollRecord): Omit<View, 'voters' | 'bins' | 'ballots'> {
  const { status, round, revealed, closesAt, closedAt, deletedAt, settings } = poll;
  return {
    status,
    round,
    revealed,
    changeable: settings.changeable,
    isDeleted: deletedAt !== null,
    hasDeadline: closesAt !== null,
    isClosedInTime: closedAt === null ? null : closedAt === closesAt,
  };
}

export type StoreDriver = Awaited<ReturnType<typeof drivePoll>>;
