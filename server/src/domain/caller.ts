import type { Role, RoomCode } from '@pollcast/shared';
import type { RoomKey } from '../identity/room-keys.ts';
import type { VoterId } from '../identity/voters.ts';

/** Whoever sends a command, as the handshake or the request's headers proved. */
export interface Caller {
  /** Null over HTTP without a voter token. */
  voterId: VoterId | null;
  /** A key that its room knew when the caller came. */
  key: RoomKey | null;
  /** The screen is public: with a key, no more than somebody who has voted may see. */
  stage: boolean;
  /** Holds the key that this server asks for before it creates rooms. */
  mayCreate: boolean;
  /** For limits only, never logged beside a ballot. */
  address: string;
}

/** Somebody of whom nothing is known but the address. */
export function stranger(address: string): Caller {
  return { voterId: null, key: null, stage: false, mayCreate: false, address };
}

/** A caller's role in one room: a key counts in its own room only. */
export function roleIn(code: RoomCode, { key, stage }: Pick<Caller, 'key' | 'stage'>): Role {
  if (key?.code !== code) return 'voter';
  return stage ? 'stage' : key.role;
}

/** Moderators and viewers see drafts and every count. */
export function isStaff(role: Role): boolean {
  return role === 'moderator' || role === 'viewer';
}
