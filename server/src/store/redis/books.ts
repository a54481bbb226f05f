import { type Books, PAGE } from '../counting.ts';
import { binsFrom } from '../packed-ballot.ts';
import type { Client } from './client.ts';
import { pollKeys } from './keys.ts';

type AuditReply = [
  counters: [version: string, voters: string, round: string],
  bins: string[],
  contents: (string | number)[] | null,
];

export function createBooks(client: Client): Books {
  return {
    async look(id, mostBallots) {
      const reply = await client.run<AuditReply | null>('audit-ballots', pollKeys(id), [mostBallots]);
      if (reply === null) return null;
      const [[version, voters, round], bins, contents] = reply;
      const counted = { version: Number(version), voters: Number(voters), bins: binsFrom(bins) };
      return { round: Number(round), counted, contents: contents === null ? null : contentsFrom(contents) };
    },

    async *pages(id) {
      let cursor = '0';
      do {
        const [next, flat] = await client.send((redis) =>
          redis.hscan(pollKeys(id)[2], cursor, 'COUNT', PAGE),
        );
        yield pairsOf(flat);
        cursor = next;
      } while (cursor !== '0');
    },
  };
}

function contentsFrom(flat: (string | number)[]): [content: string, ballots: number][] {
  return pairsOf(flat).map(([content, ballots]) => [String(content), Number(ballots)]);
}

function pairsOf<T>(flat: T[]): [T, T][] {
  const pairs: [T, T][] = [];
  for (let index = 0; index < flat.length; index += 2) pairs.push([flat[index]!, flat[index + 1]!]);
  return pairs;
}
