import { isDeepStrictEqual } from 'node:util';
import type { PollId } from '@pollcast/shared';
import { type BallotStore, StoreUnavailable } from '../../domain/store.ts';
import { binsFrom, contentOf } from '../packed-ballot.ts';
import { recountOf } from '../recount.ts';
import type { Client } from './client.ts';
import { pollKeys } from './keys.ts';

type Audit = NonNullable<Awaited<ReturnType<BallotStore['audit']>>>;
type AuditReply = [
  counted: [version: string, voters: string],
  bins: string[],
  contents: (string | number)[] | null,
];

/** So many are recounted by a script, in a few ms; more of them page by page, since a script holds up everybody. */
const MAX_AT_ONCE = 10_000;
const PAGE = 1000;
const ATTEMPTS = 3;

export function createAudit(client: Client): BallotStore['audit'] {
  async function look(id: PollId, mostBallots: number) {
    const reply = await client.run<AuditReply | null>('audit-ballots', pollKeys(id), [mostBallots]);
    if (reply === null) return null;
    const [[version, voters], bins, contents] = reply;
    const counted = { version: Number(version), voters: Number(voters), bins: binsFrom(bins) };
    return { counted, recounted: contents === null ? null : recountOf(pairsOf(contents)) };
  }

  /** A scan shows some ballots twice, and of those that change meanwhile one state or the other. */
  async function scan(id: PollId): Promise<Audit['recounted']> {
    const ballots = new Map<string, number>();
    const seen = new Set<string>();
    let cursor = '0';
    do {
      const [next, page] = await client.send((redis) => redis.hscan(pollKeys(id)[2], cursor, 'COUNT', PAGE));
      for (let index = 0; index < page.length; index += 2) {
        const [voterKey, content] = [page[index]!, contentOf(page[index + 1]!)];
        if (!seen.has(voterKey)) ballots.set(content, (ballots.get(content) ?? 0) + 1);
        seen.add(voterKey);
      }
      cursor = next;
    } while (cursor !== '0');
    return recountOf(ballots);
  }

  return async (id) => {
    for (let attemptsLeft = ATTEMPTS; attemptsLeft > 0; attemptsLeft -= 1) {
      const before = await look(id, MAX_AT_ONCE);
      if (before === null) return null;
      const { counted } = before;
      if (before.recounted !== null) return { counted, recounted: before.recounted };
      const recounted = await scan(id);
      const after = await look(id, 0);
      // Ballots that change places leave the counters as they are: a difference is looked at once more.
      const isCertain =
        attemptsLeft === 1 || isDeepStrictEqual(counted, { ...recounted, version: counted.version });
      if (isDeepStrictEqual(counted, after?.counted) && isCertain) return { counted, recounted };
    }
    throw new StoreUnavailable('Ballots come in faster than they can be recounted.');
  };
}

function pairsOf(flat: (string | number)[]): [content: string, ballots: number][] {
  const pairs: [string, number][] = [];
  for (let index = 0; index < flat.length; index += 2)
    pairs.push([String(flat[index]), Number(flat[index + 1])]);
  return pairs;
}
