import type { HistoryPoint, PollId } from '@pollcast/shared';
import type { BallotOutcome, BallotRequest, BallotStore, CastResult, Counters } from '../../domain/store.ts';
import { createCounting } from '../counting.ts';
import { readPoint } from '../history.ts';
import { binsFrom, packContent, unpackBallot } from '../packed-ballot.ts';
import { createBooks } from './books.ts';
import type { Client } from './client.ts';
import { pollKeys } from './keys.ts';

interface Deps {
  client: Client;
  nodeId: string;
  /** Hears of counters that this node has changed. */
  onCounted(id: PollId, tally: Counters): void;
}

type CastReply =
  | ['stale']
  | ['changed' | 'same', round: number, version: number, voters: number, bins: string[], outcomes: string];
type HistoryReply = [
  points: string[],
  newest: [countedAt: string | null, voters: string | null],
  bins: string[],
];

export function createBallots({ client, nodeId, onCounted }: Deps): BallotStore {
  return {
    async cast(id, pollVersion, batch): Promise<CastResult> {
      const args = [nodeId, id, pollVersion, ...batch.flatMap(argsOf)];
      const reply = await client.run<CastReply>('cast-ballots', pollKeys(id), args);
      if (reply[0] === 'stale') return { stale: true };
      const [counters, round, version, voters, bins, outcomes] = reply;
      const tally = { version, voters, bins: binsFrom(bins) };
      if (counters === 'changed') onCounted(id, { ...tally, round, pollVersion });
      return { stale: false, outcomes: readOutcomes(outcomes, batch), tally };
    },

    async get(id, voterKey) {
      const packed = await client.send((redis) => redis.hget(pollKeys(id)[2], voterKey));
      return packed === null ? null : unpackBallot(packed);
    },

    async history(id): Promise<HistoryPoint[]> {
      const [points, [countedAt, voters], bins] = await client.run<HistoryReply>(
        'read-history',
        pollKeys(id),
        [],
      );
      if (countedAt === null || countedAt === '') return [];
      return [
        ...points.map(readPoint),
        { at: Number(countedAt), voters: Number(voters), bins: binsFrom(bins) },
      ];
    },

    ...createCounting(createBooks(client)),
  };
}

function argsOf({ voterKey, seq, bins }: BallotRequest): [string, string | number, string] {
  return [voterKey, seq ?? '', packContent(bins)];
}

const REFUSALS = ['POLL_NOT_OPEN', 'POLL_CLOSED', 'ALREADY_VOTED'] as const;
type Refusal = (typeof REFUSALS)[number];
type Status = Extract<BallotOutcome, { status: string }>['status'];

/** That the ballot is stored as it was sent. */
const AS_SENT = '=';

/** Two words a ballot: its status or refusal, and what is stored afterwards. */
function readOutcomes(text: string, batch: readonly BallotRequest[]): BallotOutcome[] {
  const words = text.split(' ');
  return batch.map(({ seq, bins }, index): BallotOutcome => {
    const status = words[2 * index] as Status | Refusal;
    const stored = words[2 * index + 1]!;
    if (isRefusal(status)) return { refused: status };
    return { status, stored: stored === AS_SENT ? { seq: seq!, bins } : unpackBallot(stored) };
  });
}

function isRefusal(status: Status | Refusal): status is Refusal {
  return REFUSALS.some((refusal) => refusal === status);
}
