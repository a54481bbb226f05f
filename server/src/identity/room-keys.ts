import { createHash, timingSafeEqual } from 'node:crypto';
import { CODE_LENGTH, type RoomCode, readCode } from '@pollcast/shared';

/** A key's SHA-256 as base64url. */
export type KeyHash = string;

export type KeyRole = 'moderator' | 'viewer';

/** A presented room key, not yet compared with what the room has stored. */
export interface RoomKey {
  role: KeyRole;
  code: RoomCode;
  hash: KeyHash;
}

/** What a room keeps of its keys. */
export interface StoredKeys {
  moderatorKeyHash: KeyHash;
  viewerKeyHash: KeyHash;
}

const PREFIXES: Record<KeyRole, string> = { moderator: 'mk_', viewer: 'vk_' };
const SECRET_BYTES = 32;
const SECRET_CHARACTERS = 43;

/** Writes a key: what it is, the room it belongs to, 256 random bits. */
export function writeRoomKey(role: KeyRole, code: RoomCode, secret: Buffer): string {
  return `${PREFIXES[role]}${code}${secret.subarray(0, SECRET_BYTES).toString('base64url')}`;
}

/** Reads a key's parts; null when it cannot be one. */
export function readRoomKey(key: string): RoomKey | null {
  const role = (Object.keys(PREFIXES) as KeyRole[]).find((known) => key.startsWith(PREFIXES[known]));
  if (role === undefined) return null;
  const rest = key.slice(PREFIXES[role].length);
  const code = readCode(rest.slice(0, CODE_LENGTH));
  if (code === null || rest.length !== CODE_LENGTH + SECRET_CHARACTERS) return null;
  return { role, code: code as RoomCode, hash: hashKey(key) };
}

/** What is stored of a key. */
export function hashKey(key: string): KeyHash {
  return createHash('sha256').update(key).digest('base64url');
}

/** Is this the key that the room has stored? */
export function isKeyOf(room: StoredKeys, { role, hash }: RoomKey): boolean {
  return sameHash(hash, role === 'moderator' ? room.moderatorKeyHash : room.viewerKeyHash);
}

/** Compares two hashes in constant time. */
export function sameHash(a: KeyHash, b: KeyHash): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
