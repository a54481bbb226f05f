import type { RoomCode } from '@pollcast/shared';
import type { LivePolls } from './live-polls.ts';
import type { RoomService } from './room-service.ts';
import type { Store } from './store.ts';

const DAY_MS = 86_400_000;

interface Deps {
  store: Store;
  live: LivePolls;
  rooms: RoomService;
  retentionDays: number;
}

/** Erases rooms that nobody has moderated or voted in for `retentionDays`. */
export async function eraseUnused({ store, live, rooms, retentionDays }: Deps): Promise<void> {
  const before = store.now() - retentionDays * DAY_MS;
  for (const code of await store.rooms.listIdle(before)) {
    if (await hasVotesSince(code)) await rooms.amend(code, (room) => room);
    else await rooms.erase(code);
  }

  async function hasVotesSince(code: RoomCode): Promise<boolean> {
    const room = await rooms.find(code, 0);
    const snapshots = await live.refresh(room?.pollIds ?? []);
    // A tally's version is the time of its last change.
    return snapshots.some((snapshot) => snapshot !== null && snapshot.tally.version >= before);
  }
}
