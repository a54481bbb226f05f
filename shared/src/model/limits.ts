import { OPTIONS_MAX, OPTIONS_MIN } from './option-limits.ts';

/** Bounds that both sides of the wire hold to. Characters are UTF-16 units, sizes bytes, times milliseconds. */
export const LIMITS = {
  titleCharacters: 120,
  questionCharacters: 300,
  labelCharacters: 200,
  optionsMin: OPTIONS_MIN,
  optionsMax: OPTIONS_MAX,
  pollsPerRoom: 200,
  pollsPerWatch: 200,
  /** A voter's message. */
  voterMessageBytes: 8 * 1024,
  /** A moderator's message; the transport closes the connection above it. */
  moderatorMessageBytes: 64 * 1024,
  /** How far ahead of the server's clock a voter's `seq` may lie. */
  seqAheadMs: 5 * 60_000,
  /** The longest a poll may be timed for: 366 days. */
  durationMs: 366 * 24 * 3_600_000,
  durationMinMs: 1_000,
  /** A deleted poll can be restored for this long. */
  restoreMs: 10 * 60_000,
  issues: 10,
  /** Fewer people than this are never told apart: by a course, a file of ballots, a split result. */
  crowdMin: 3,
  /** A result is split by so many answers at the most. */
  segmentsMax: 10,
} as const;

/** The letters and digits of a join code: no vowel, nothing that reads like another (0/O, 1/I/L, 2/Z, 5/S, 8/B). */
export const CODE_ALPHABET = '34679CDFGHJKMNPQRTVWXY';
export const CODE_LENGTH = 6;

/**
 * Reads a join code as people type it: any case, spaces, dashes and dots ignored, digits of an Arabic or Persian keyboard
 * and the wide letters of a Chinese one. Null when it cannot be a code.
 */
export function readCode(typed: string): string | null {
  const code = typed
    .normalize('NFKC')
    .replace(/[\s\p{Pd}\p{Cf}.·]/gu, '')
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .toUpperCase();
  return code.length === CODE_LENGTH && [...code].every((letter) => CODE_ALPHABET.includes(letter))
    ? code
    : null;
}

/** Finds a join code in whatever was pasted: the code itself, or a link to its room. */
export function findCode(pasted: string): string | null {
  const [, inLink] = /\/r\/([^/?#\s]+)/.exec(pasted) ?? [];
  return readCode(inLink ?? pasted);
}
