import type { RoomCode } from '@pollcast/shared';
import type { RoomRecord, RoomStore } from '../../domain/store.ts';
import { documentOf, roomOf } from '../room-row.ts';
import type { Client } from './client.ts';
import { ROOMS, roomKeys } from './keys.ts';

const MAX_IDLE = 100;
const SCAN_COUNT = 1000;
/** Masters' clocks differ: an entry may be early, but one later than its room would hide it. */
const EARLY_MS = 60_000;

interface Deps {
  client: Client;
  nodeId: string;
  now: () => number;
}

type Fields = [document: string, createdAt: string, version: string];

export function createRooms({ client, nodeId, now }: Deps): RoomStore {
  /** The index holds an old version of a room: it names whoever may be idle, the room itself tells who is. */
  async function look(code: RoomCode, beforeMs: number): Promise<{ code: RoomCode; version: number } | null> {
    const version = await client.send((redis) => redis.hget(roomKeys(code)[0], 'version'));
    if (version === null) await client.send((redis) => redis.zrem(ROOMS, code));
    else if (Number(version) < beforeMs) return { code, version: Number(version) };
    else await client.send((redis) => redis.zadd(ROOMS, 'GT', version, code));
    return null;
  }

  return {
    async create(room) {
      const { code } = room;
      // Before the room: one that is not in the index would never be found idle.
      await client.send((redis) => redis.zadd(ROOMS, 'NX', now() - EARLY_MS, code));
      const args = [nodeId, code, documentOf(room)];
      const [created, ...fields] = await client.run<[number, ...Fields]>(
        'create-room',
        roomKeys(code).slice(0, 1),
        args,
      );
      return { created: created === 1, room: read(code, fields) };
    },

    async get(code) {
      const fields = await client.send((redis) =>
        redis.hmget(roomKeys(code)[0], 'document', 'createdAt', 'version'),
      );
      return fields[0] === null ? null : read(code, fields as Fields);
    },

    async update(room, seenVersion = 0) {
      const { code } = room;
      const args = [nodeId, code, documentOf(room), room.version, seenVersion];
      const reply = await client.run<number | 'conflict' | null>(
        'update-room',
        roomKeys(code).slice(0, 1),
        args,
      );
      return typeof reply === 'number' ? { ...room, version: reply } : reply;
    },

    async erase(code) {
      await client.run('erase-room', roomKeys(code), [nodeId, code]);
      await client.send((redis) => redis.zrem(ROOMS, code));
    },

    async list() {
      const codes = new Set<string>();
      let cursor = '0';
      do {
        const [next, page] = await client.send((redis) => redis.zscan(ROOMS, cursor, 'COUNT', SCAN_COUNT));
        for (let index = 0; index < page.length; index += 2) codes.add(page[index]!);
        cursor = next;
      } while (cursor !== '0');
      return [...codes] as RoomCode[];
    },

    async listIdle(beforeMs) {
      for (;;) {
        const codes = (await client.send((redis) =>
          redis.zrangebyscore(ROOMS, '-inf', `(${beforeMs}`, 'LIMIT', 0, MAX_IDLE),
        )) as RoomCode[];
        const looks = await Promise.all(codes.map((code) => look(code, beforeMs)));
        const idle = looks.filter((room) => room !== null).sort((a, b) => a.version - b.version);
        // A page without any has been put in its right place by that; the next one may have some.
        if (idle.length > 0 || codes.length < MAX_IDLE) return idle.map(({ code }) => code);
      }
    },
  };
}

function read(code: RoomCode, [document, createdAt, version]: Fields): RoomRecord {
  return roomOf(code, { document, createdAt: Number(createdAt), version: Number(version) });
}
