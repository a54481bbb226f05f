import type { LivePolls } from '../domain/live-polls.ts';
import type { LiveRooms } from '../domain/live-rooms.ts';
import type { RoomService } from '../domain/room-service.ts';
import type { RoomRecord } from '../domain/store.ts';
import { roomView } from '../domain/views.ts';
import { isKeyOf } from '../identity/room-keys.ts';
import { channels } from './channels.ts';
import type { Subscriptions } from './subscriptions.ts';
import type { Io, Watcher } from './types.ts';

interface Deps {
  io: Io;
  liveRooms: LiveRooms;
  livePolls: LivePolls;
  rooms: RoomService;
  subscriptions: Subscriptions;
  onFault(fault: unknown): void;
}

/** The moderator who replaced a key reads the new one before the old key's sockets are cut. */
const CUT_AFTER_MS = 100;

/** Sends rooms that changed to their watchers, and cuts sockets whose key the room no longer knows. */
export function createRoomPushes({ io, liveRooms, livePolls, rooms, subscriptions, onFault }: Deps): {
  close(): void;
} {
  const audienceChannels = (code: RoomRecord['code']) => ({
    open: [channels.room(code, 'voter'), channels.room(code, 'stage')],
    staff: [channels.room(code, 'staff')],
  });

  async function push(room: RoomRecord): Promise<void> {
    if (!subscriptions.isRoomWatched(room.code)) return;
    // Another node's hint about a poll of the room may still be on its way: the summaries must not be older than the room.
    await livePolls.refresh(room.pollIds);
    const polls = await rooms.polls(room);
    const { open, staff } = audienceChannels(room.code);
    io.local.to(open).emit('room:changed', roomView(room, polls, 'voter'));
    io.local.to(staff).emit('room:changed', roomView(room, polls, 'moderator'));
  }

  function cut(watchers: Watcher[]): void {
    if (watchers.length === 0) return;
    // `disconnect` tells the client not to come back: its key is dead.
    setTimeout(() => {
      for (const watcher of watchers) watcher.disconnect(true);
    }, CUT_AFTER_MS);
  }

  const stopUpdates = liveRooms.onUpdate((room) => {
    cut(subscriptions.inChannel(channels.keys(room.code)).filter((watcher) => !isKnown(watcher, room)));
    push(room).catch(onFault);
  });

  const stopErased = liveRooms.onErased((room) => {
    const { open, staff } = audienceChannels(room.code);
    const empty = roomView({ ...room, version: room.version + 1 }, [], 'voter');
    const everybody = io.local.to([...open, ...staff]);
    everybody.emit('room:changed', empty);
    everybody.emit('room:removed', { code: room.code });
    cut(subscriptions.inChannel(channels.keys(room.code)));
  });

  return {
    close() {
      stopUpdates();
      stopErased();
    },
  };
}

function isKnown({ data: { caller } }: Watcher, room: RoomRecord): boolean {
  return caller.key === null || isKeyOf(room, caller.key);
}
