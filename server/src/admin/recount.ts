import { isDeepStrictEqual } from 'node:util';
import { type PollId, type RoomCode, readCode } from '@pollcast/shared';
import { type Store, StoreUnavailable, type TallyRecord } from '../domain/store.ts';
import { AdminError, type Command } from './command.ts';
import { tableOf } from './table.ts';

type Counters = Omit<TallyRecord, 'version'>;

interface Row {
  poll: PollId;
  /** What watchers are shown. */
  counted: Counters;
  /** The sum of the stored ballots. */
  recounted: Counters;
  isRight: boolean;
}

export const recount: Command = {
  usage: '[CODE | POLL]',
  summary: 'Adds up the stored ballots and compares the sums with the counters. Changes nothing.',
  takes: [0, 1],
  async run([which], { open }) {
    const { store } = await open();
    const rows: Row[] = [];
    for (const poll of await pollsOf(store, which)) {
      const row = await recounted(store, poll);
      if (row !== null) rows.push(row);
    }
    if (rows.length === 0 && which !== undefined && readCode(which) === null)
      throw new AdminError(`There is no poll or room ${which}.`);
    return { text: textOf(rows), data: rows, isBad: rows.some(({ isRight }) => !isRight) };
  },
};

async function pollsOf(store: Store, which: string | undefined): Promise<PollId[]> {
  if (which === undefined) {
    const rooms = await Promise.all((await store.rooms.list()).map(store.rooms.get));
    return rooms.flatMap((room) => room?.pollIds ?? []);
  }
  const code = readCode(which);
  if (code !== null) {
    const room = await store.rooms.get(code as RoomCode);
    if (room === null) throw new AdminError(`There is no room ${code}.`);
    return room.pollIds;
  }
  return [which as PollId];
}

async function recounted(store: Store, poll: PollId): Promise<Row | null> {
  const audit = await store.ballots.audit(poll).catch((error: unknown) => {
    if (error instanceof StoreUnavailable) throw new AdminError(`${poll}: ${error.message}`);
    throw error;
  });
  if (audit === null) return null;
  const { version, ...counted } = audit.counted;
  return { poll, counted, recounted: audit.recounted, isRight: isDeepStrictEqual(counted, audit.recounted) };
}

function textOf(rows: Row[]): string {
  if (rows.length === 0) return 'There are no polls.';
  const lines = rows.map(({ poll, recounted, isRight, counted }) => [
    poll,
    recounted.voters,
    isRight ? 'ok' : `MISMATCH: counters ${spelled(counted)}, ballots ${spelled(recounted)}`,
  ]);
  return tableOf([['poll', 'ballots', 'counters'], ...lines]);
}

function spelled({ voters, bins }: Counters): string {
  return [`voters ${voters}`, ...Object.entries(bins).map(([bin, count]) => `${bin} ${count}`)].join(' ');
}
