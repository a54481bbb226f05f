import type { RoomCode } from '@pollcast/shared';
import { createPacer } from '../domain/pacer.ts';
import type { Store } from '../domain/store.ts';
import type { VoterId } from '../identity/voters.ts';
import { AUDIENCES, channels } from './channels.ts';
import type { Io } from './types.ts';

/** How many people are in each room: voters, not sockets, so that two tabs are one. */
export interface Presence {
  /** A socket joins a room; `voterId` null for one that watches without being of the audience. */
  enter(code: RoomCode, voterId: VoterId | null): void;
  leave(code: RoomCode, voterId: VoterId | null): void;
  /** The people in the room over all nodes, as last heard. */
  count(code: RoomCode): number;
  close(): void;
}

const INTERVAL_MS = 2_000;
/** A node says again what it has before the others forget it, and hears of theirs. */
const HEARTBEAT_MS = 6_000;

interface Deps {
  io: Io;
  store: Store;
  nodeId: string;
  onFault(fault: unknown): void;
}

interface RoomPresence {
  /** This node's sockets in the room, and those of the audience by voter. */
  socketCount: number;
  voters: Map<VoterId, number>;
  /** The number last sent to watchers. */
  shown: number;
}

export function createPresence({ io, store, nodeId, onFault }: Deps): Presence {
  const rooms = new Map<RoomCode, RoomPresence>();
  const pacer = createPacer<RoomCode>(
    (code) => void report(code).catch(onFault),
    () => INTERVAL_MS,
  );
  const heartbeat = setInterval(() => {
    for (const code of rooms.keys()) pacer.mark(code);
  }, HEARTBEAT_MS).unref();

  async function report(code: RoomCode): Promise<void> {
    const present = await store.reportPresence(code, nodeId, rooms.get(code)?.voters.size ?? 0);
    const room = rooms.get(code);
    if (room === undefined || room.shown === present) return;
    room.shown = present;
    io.local
      .to(AUDIENCES.map((audience) => channels.room(code, audience)))
      .emit('room:presence', { code, present });
  }

  return {
    enter(code, voterId) {
      const room = rooms.get(code) ?? { socketCount: 0, voters: new Map<VoterId, number>(), shown: 0 };
      rooms.set(code, room);
      room.socketCount += 1;
      if (voterId !== null) room.voters.set(voterId, (room.voters.get(voterId) ?? 0) + 1);
      pacer.mark(code);
    },
    leave(code, voterId) {
      const room = rooms.get(code);
      if (room === undefined) return;
      room.socketCount -= 1;
      if (room.socketCount === 0) rooms.delete(code);
      if (voterId !== null) {
        const others = room.voters.get(voterId)! - 1;
        if (others > 0) room.voters.set(voterId, others);
        else room.voters.delete(voterId);
      }
      pacer.mark(code);
    },
    count: (code) => Math.max(rooms.get(code)?.shown ?? 0, rooms.get(code)?.voters.size ?? 0),
    close() {
      clearInterval(heartbeat);
      pacer.close();
    },
  };
}
