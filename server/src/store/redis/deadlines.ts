import type { PollId } from '@pollcast/shared';
import type { PollRecord } from '../../domain/store.ts';
import type { Client } from './client.ts';
import { DEADLINES, pollKeys } from './keys.ts';

/**
 * The index of deadlines. An entry names its poll and the deadline, so that removing an outdated one never removes the
 * poll's next. Truth is the poll itself.
 */
export interface Deadlines {
  note(poll: PollRecord): Promise<void>;
  /** Open polls whose deadline is reached, earliest first; deleted ones too, since reading settles them for good. */
  due(): Promise<PollId[]>;
}

const MAX_DUE = 1000;

interface Entry {
  text: string;
  id: PollId;
  closesAt: string;
}

export function createDeadlines(client: Client, now: () => number): Deadlines {
  const drop = (entries: Entry[]) =>
    client.send((redis) => redis.zrem(DEADLINES, ...entries.map(({ text }) => text)));

  async function isDue({ id, closesAt }: Entry): Promise<boolean> {
    const fields = await client.send((redis) => redis.hmget(pollKeys(id)[0], 'status', 'closesAt'));
    return fields[0] === 'open' && fields[1] === closesAt;
  }

  return {
    async note({ id, status, closesAt }) {
      if (status !== 'open' || closesAt === null) return;
      await client.send((redis) => redis.zadd(DEADLINES, closesAt, `${id} ${closesAt}`));
    },

    async due() {
      const texts = await client.send((redis) =>
        redis.zrangebyscore(DEADLINES, '-inf', now(), 'LIMIT', 0, MAX_DUE),
      );
      const entries = texts.map(readEntry);
      const looks = await Promise.all(entries.map(isDue));
      const outdated = entries.filter((_, index) => !looks[index]);
      if (outdated.length > 0) await drop(outdated);
      return entries.filter((_, index) => looks[index]).map(({ id }) => id);
    },
  };
}

function readEntry(text: string): Entry {
  const [id, closesAt] = text.split(' ') as [PollId, string];
  return { text, id, closesAt };
}
