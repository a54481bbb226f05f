import type { RoomCode } from '@pollcast/shared';
import { createSignal } from './signal.ts';
import type { RoomRecord, Store } from './store.ts';

/** The newest that this node knows of each room's document. */
export interface LiveRooms {
  /** The document, at most `maxAgeMs` old; concurrent readers share one read of the store. */
  get(code: RoomCode, maxAgeMs?: number): Promise<RoomRecord | null>;
  /** Reads the store in a read of its own; null, and told to `onErased`, when the room is gone. */
  refresh(code: RoomCode): Promise<RoomRecord | null>;
  /** Takes in a document that a write of this node returned. */
  apply(room: RoomRecord): void;
  erased(code: RoomCode): void;
  codes(): RoomCode[];
  /** Forgets rooms that nobody has asked for in `idleMs`, but none that is watched. */
  forgetIdle(idleMs: number, isWatched: (code: RoomCode) => boolean): void;
  onUpdate(listener: (room: RoomRecord) => void): () => void;
  /** The store has gone back behind this, which watchers have seen: it lost writes, and gets them back. */
  onRegression(listener: (known: RoomRecord) => void): () => void;
  onErased(listener: (room: RoomRecord) => void): () => void;
}

const JOIN_MAX_AGE_MS = 100;

export function createLiveRooms(store: Store, now: () => number): LiveRooms {
  const entries = new Map<RoomCode, { room: RoomRecord; readAt: number }>();
  const reads = new Map<RoomCode, Promise<RoomRecord | null>>();
  const updates = createSignal<RoomRecord>();
  const regressions = createSignal<RoomRecord>();
  const erasures = createSignal<RoomRecord>();

  function take(room: RoomRecord): RoomRecord {
    const known = entries.get(room.code)?.room;
    const isNewer = known === undefined || room.version > known.version;
    const newest = isNewer ? room : known;
    entries.set(room.code, { room: newest, readAt: now() });
    if (isNewer) updates.emit(room);
    return newest;
  }

  function erased(code: RoomCode): void {
    const entry = entries.get(code);
    if (entry === undefined) return;
    entries.delete(code);
    erasures.emit(entry.room);
  }

  async function refresh(code: RoomCode): Promise<RoomRecord | null> {
    const known = entries.get(code)?.room;
    const read = await store.rooms.get(code);
    const isBehind = read !== null && known !== undefined && read.version < known.version;
    const room = isBehind ? await mend(known, read.version) : read;
    if (room !== null) return take(room);
    erased(code);
    return null;
  }

  /** What watchers have seen is made true again, so that the store's version is one to write against. */
  async function mend(known: RoomRecord, version: number): Promise<RoomRecord | null> {
    regressions.emit(known);
    const written = await store.rooms.update({ ...known, version }, known.version);
    // Another node was quicker.
    return written === 'conflict' ? store.rooms.get(known.code) : written;
  }

  return {
    async get(code, maxAgeMs = JOIN_MAX_AGE_MS) {
      const entry = entries.get(code);
      if (entry !== undefined && now() - entry.readAt <= maxAgeMs) return entry.room;
      const reading = reads.get(code) ?? refresh(code).finally(() => reads.delete(code));
      reads.set(code, reading);
      return reading;
    },
    refresh,
    apply: (room) => void take(room),
    erased,
    codes: () => [...entries.keys()],
    forgetIdle(idleMs, isWatched) {
      const before = now() - idleMs;
      for (const [code, { readAt }] of entries) if (readAt < before && !isWatched(code)) entries.delete(code);
    },
    onUpdate: updates.on,
    onRegression: regressions.on,
    onErased: erasures.on,
  };
}
