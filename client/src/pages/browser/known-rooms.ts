import { readStored, writeStored } from './storage.ts';

/** A room that this browser has been in, with the keys that it was given. */
export interface KnownRoom {
  code: string;
  title: string;
  moderatorKey?: string;
  viewerKey?: string;
}

const NAME = 'pollcast:rooms';
const WITHOUT_KEYS_COUNT = 12;

/** Latest first. */
export function knownRooms(): KnownRoom[] {
  return readStored<KnownRoom[]>(NAME) ?? [];
}

export function knownRoom(code: string): KnownRoom | null {
  return knownRooms().find((room) => room.code === code) ?? null;
}

/** Puts a room on top of the list. Keys known before stay, since nothing else has them. */
export function rememberRoom(room: KnownRoom): void {
  const others = knownRooms().filter(({ code }) => code !== room.code);
  const rooms = [{ ...knownRoom(room.code), ...room }, ...others];
  let withoutKeys = 0;
  writeStored(
    NAME,
    rooms.filter(({ moderatorKey }) => moderatorKey !== undefined || ++withoutKeys <= WITHOUT_KEYS_COUNT),
  );
}

/** The key in the address' fragment, which never reaches a server. */
export function keyInAddress(): string | null {
  return readKey(location.hash);
}

/** Finds a moderator or viewer key in whatever was pasted: the bare key or a whole link. */
export function readKey(pasted: string): string | null {
  return /\b[mv]k_[A-Za-z0-9_-]+/.exec(pasted)?.[0] ?? null;
}
