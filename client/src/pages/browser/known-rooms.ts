import { readStored, writeStored } from './storage.ts';

/** A room that this browser has been in, with the keys that it was given. */
export interface KnownRoom {
  code: string;
  title: string;
  moderatorKey?: string;
  viewerKey?: string;
  /** Started here, and nobody has said yet that the moderator link is kept anywhere else. */
  isLinkUnsaved?: boolean;
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

/** Takes a room off the list, with its keys. */
export function forgetRoom(code: string): void {
  writeStored(
    NAME,
    knownRooms().filter((room) => room.code !== code),
  );
}

/** Puts the list back as it was read before. */
export function restoreRooms(rooms: readonly KnownRoom[]): void {
  writeStored(NAME, rooms);
}

export function rememberLinkSaved(code: string): void {
  const rooms = knownRooms().map((room) => (room.code === code ? { ...room, isLinkUnsaved: false } : room));
  writeStored(NAME, rooms);
}

/** The key in the address' fragment, which never reaches a server. */
export function keyInAddress(): string | null {
  return readKey(location.hash);
}

/** The key that a page without controls looks by: that of its address, else the weakest that this browser knows. */
export function viewingKey(code: string): string | null {
  const known = knownRoom(code);
  return keyInAddress() ?? known?.viewerKey ?? known?.moderatorKey ?? null;
}

/** Finds a moderator or viewer key in whatever was pasted: the bare key or a whole link. */
export function readKey(pasted: string): string | null {
  return /\b[mv]k_[A-Za-z0-9_-]+/.exec(pasted)?.[0] ?? null;
}
