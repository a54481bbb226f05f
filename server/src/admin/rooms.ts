import type { RoomCode } from '@pollcast/shared';
import type { Store } from '../domain/store.ts';
import type { Command } from './command.ts';
import { momentOf, tableOf } from './table.ts';

interface Row {
  code: RoomCode;
  title: string;
  polls: number;
  /** When a moderator changed something or a ballot came, epoch ms. */
  usedAt: number;
}

export const rooms: Command = {
  usage: '',
  summary: 'Lists all rooms, the one that was used last first.',
  takes: [0, 0],
  async run(_, { open }) {
    const { store } = await open();
    const found = await readRows(store);
    return { text: textOf(found), data: found };
  },
};

async function readRows(store: Store): Promise<Row[]> {
  const rows: Row[] = [];
  for (const code of await store.rooms.list()) {
    const room = await store.rooms.get(code);
    if (room === null) continue;
    const snapshots = await store.polls.get(room.pollIds);
    const polls = snapshots.filter((snapshot) => snapshot?.poll.deletedAt === null);
    // Versions are times: of the last change to the room, and of the last ballot.
    const usedAt = Math.max(room.version, ...polls.map((snapshot) => snapshot!.tally.version));
    rows.push({ code, title: room.title, polls: polls.length, usedAt });
  }
  return rows.sort((a, b) => b.usedAt - a.usedAt);
}

function textOf(rows: Row[]): string {
  if (rows.length === 0) return 'There are no rooms.';
  const lines = rows.map(({ code, title, polls, usedAt }) => [code, momentOf(usedAt), polls, title]);
  return tableOf([['code', 'last used (UTC)', 'polls', 'title'], ...lines]);
}
