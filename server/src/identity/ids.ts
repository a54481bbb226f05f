import { createHmac, randomBytes } from 'node:crypto';
import { CODE_ALPHABET, CODE_LENGTH, type PollId, type RoomCode } from '@pollcast/shared';

const POLL_ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const POLL_CHARACTERS = 16;

/** Bytes to make an id or key of: random, or derived from a request id so that a repeated creation makes the same. */
export type Entropy = (use: string) => Buffer;

/** 256 bits for each use, unknowable without the secret; for the same request id the same bits. */
export function entropyOf(secret: string, requestId: string | undefined): Entropy {
  const request = requestId ?? randomBytes(32).toString('base64url');
  return (use) => createHmac('sha256', secret).update(`create:${request}:${use}`).digest();
}

function spell(bytes: Buffer, alphabet: string, length: number): string {
  const base = BigInt(alphabet.length);
  let number = BigInt(`0x${bytes.toString('hex')}`);
  let text = '';
  for (let index = 0; index < length; index += 1) {
    text += alphabet[Number(number % base)];
    number /= base;
  }
  return text;
}

export function roomCodeFrom(bytes: Buffer): RoomCode {
  return spell(bytes, CODE_ALPHABET, CODE_LENGTH) as RoomCode;
}

/** 80 bits: not to be guessed, short enough for an address. */
export function pollIdFrom(bytes: Buffer): PollId {
  return spell(bytes, POLL_ALPHABET, POLL_CHARACTERS) as PollId;
}
