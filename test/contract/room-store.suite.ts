import { describe, expect, it } from '@jest/globals';
import type { PollId } from '@pollcast/shared';
import { newCode, roomDraft, type StoreOnTrial } from './store-fixtures.ts';

export function describeRooms(trial: () => StoreOnTrial): void {
  describe('rooms', () => {
    it('stores a room with the clock of the store as creation time and version', async () => {
      const { store } = trial();
      const draft = roomDraft(newCode());
      const before = store.now() - 1000;
      const { created, room } = await store.rooms.create(draft);
      expect(created).toBe(true);
      expect(room).toEqual({ ...draft, createdAt: room.version, version: room.version });
      expect(room.version).toBeGreaterThan(before);
      expect(await store.rooms.get(draft.code)).toEqual(room);
    });

    it('[C5] returns the room that has the code, untouched', async () => {
      const { store } = trial();
      const code = newCode();
      const { room } = await store.rooms.create(roomDraft(code, 'first'));
      expect(await store.rooms.create(roomDraft(code, 'second'))).toEqual({ created: false, room });
    });

    it('replaces a room of the expected version and raises it', async () => {
      const { store } = trial();
      const { room } = await store.rooms.create(roomDraft(newCode()));
      const edited = { ...room, title: 'Überraschung ☂', stage: 'p1' as PollId, pollIds: ['p1' as PollId] };
      const updated = await store.rooms.update(edited);
      expect(updated).toEqual({ ...edited, version: expect.any(Number) });
      expect(await store.rooms.get(room.code)).toEqual(updated);
      expect((updated as typeof room).version).toBeGreaterThan(room.version);
    });

    it('refuses an edit of an older version as a conflict', async () => {
      const { store } = trial();
      const { room } = await store.rooms.create(roomDraft(newCode()));
      const updated = await store.rooms.update({ ...room, title: 'one' });
      expect(await store.rooms.update({ ...room, title: 'two' })).toBe('conflict');
      expect(await store.rooms.get(room.code)).toEqual(updated);
    });

    it('[V2] raises a room above a version that was seen', async () => {
      const { store } = trial();
      const { room } = await store.rooms.create(roomDraft(newCode()));
      const seenVersion = room.version + 50_000;
      const updated = await store.rooms.update(room, seenVersion);
      expect(updated).toEqual({ ...room, version: seenVersion + 1 });
      expect(await store.rooms.get(room.code)).toEqual(updated);
    });

    it('knows no room that was never created or is erased', async () => {
      const { store } = trial();
      const { room } = await store.rooms.create(roomDraft(newCode()));
      await store.rooms.erase(room.code);
      await store.rooms.erase(room.code);
      expect(await store.rooms.get(room.code)).toBeNull();
      expect(await store.rooms.update(room)).toBeNull();
    });

    it('lists every room once', async () => {
      const { store } = trial();
      const codes = Array.from({ length: 60 }, newCode);
      for (const code of codes) await store.rooms.create(roomDraft(code));
      await store.rooms.erase(codes[0]!);
      const listed = await store.rooms.list();
      expect(new Set(listed).size).toBe(listed.length);
      expect(listed).toEqual(expect.arrayContaining(codes.slice(1)));
      expect(listed).not.toContain(codes[0]);
    });

    it('[R5] lists rooms not updated since, oldest first, at most 100', async () => {
      const { store } = trial();
      const rooms = [];
      for (let index = 0; index < 130; index += 1)
        rooms.push((await store.rooms.create(roomDraft(newCode()))).room);
      const later = store.now() + 60_000;

      const first = await store.rooms.listIdle(later);
      expect(first).toHaveLength(100);
      const versions = await Promise.all(first.map(async (code) => (await store.rooms.get(code))!.version));
      expect(versions).toEqual(versions.toSorted((a, b) => a - b));

      for (const code of first) await store.rooms.erase(code);
      const rest = await store.rooms.listIdle(later);
      expect(rest).toEqual(expect.arrayContaining(rooms.slice(-20).map(({ code }) => code)));
      for (const code of rest) await store.rooms.erase(code);
      expect(await store.rooms.listIdle(later)).toEqual([]);
    });

    it('[R5] does not list a room that was updated since', async () => {
      const { store } = trial();
      const { room: idle } = await store.rooms.create(roomDraft(newCode()));
      const { room: busy } = await store.rooms.create(roomDraft(newCode()));
      const updated = (await store.rooms.update(busy)) as typeof busy;
      expect(updated.version).toBeGreaterThan(busy.version);
      const listed = await store.rooms.listIdle(updated.version);
      expect(listed).toContain(idle.code);
      expect(listed).not.toContain(busy.code);
    });
  });
}
