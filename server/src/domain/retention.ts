import type { RoomCode } from '@pollcast/shared';
import { PollcastError } from './errors.ts';
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
  for (;;) {
    const codes = await store.rooms.listIdle(before);
    if (codes.length === 0) return;
    for (const code of codes) await settle(code).catch(ignoreGone);
  }

  /** Either way the room is idle no longer. */
  async function settle(code: RoomCode): Promise<void> {
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

/** Another node, or a moderator, was quicker. */
function ignoreGone(reason: unknown): void {
  if (!(reason instanceof PollcastError && reason.code === 'ROOM_NOT_FOUND')) throw reason;
}
