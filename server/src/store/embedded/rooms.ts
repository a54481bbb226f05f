import type { RoomCode } from '@pollcast/shared';
import type { RoomRecord, RoomStore } from '../../domain/store.ts';
import { documentOf, type RoomRow, roomOf } from '../room-row.ts';
import { raised } from './course.ts';
import type { Database } from './database.ts';

const MAX_IDLE = 100;

export function createRooms(database: Database): RoomStore {
  const select = database.prepare('SELECT document, createdAt, version FROM rooms WHERE code = ?');
  const replace = database.prepare(
    'REPLACE INTO rooms (code, document, createdAt, version) VALUES (?, ?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM rooms WHERE code = ?');
  const selectCodes = database.prepare('SELECT code FROM rooms');
  const selectIdle = database.prepare('SELECT code FROM rooms WHERE version < ? ORDER BY version LIMIT ?');

  function find(code: RoomCode): RoomRecord | null {
    const row = select.get(code) as RoomRow | undefined;
    return row === undefined ? null : roomOf(code, row);
  }

  const save = (room: RoomRecord) =>
    void replace.run(room.code, documentOf(room), room.createdAt, room.version);

  return {
    async create(room) {
      return database.transact(({ nowMs, announce }) => {
        const existing = find(room.code);
        if (existing !== null) return { created: false, room: existing };
        const created = { ...room, createdAt: nowMs, version: nowMs };
        save(created);
        announce({ kind: 'room', code: room.code });
        return { created: true, room: created };
      });
    },

    get: async (code) => database.read(() => find(code)),

    async update(room, seenVersion = 0) {
      return database.transact(({ nowMs, announce }) => {
        const stored = find(room.code);
        if (stored === null) return null;
        if (stored.version !== room.version) return 'conflict';
        const version = Math.max(raised(stored.version, nowMs), seenVersion + 1);
        const updated = { ...room, createdAt: stored.createdAt, version };
        save(updated);
        announce({ kind: 'room', code: room.code });
        return updated;
      });
    },

    async erase(code) {
      database.transact(({ announce }) => {
        remove.run(code);
        announce({ kind: 'room', code });
      });
    },

    list: async () => codesOf(database.read(() => selectCodes.all())),

    async listIdle(beforeMs) {
      return codesOf(database.read(() => selectIdle.all(beforeMs, MAX_IDLE)));
    },
  };
}

function codesOf(rows: unknown[]): RoomCode[] {
  return rows.map((row) => (row as { code: RoomCode }).code);
}
