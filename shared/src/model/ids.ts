import { z } from 'zod';
import { readCode } from './limits.ts';

/** An opaque id as it travels: URL-safe characters. */
const opaque = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'is not an id');

export const PollId = opaque.brand<'PollId'>();
export type PollId = z.infer<typeof PollId>;

export const OptionId = opaque.brand<'OptionId'>();
export type OptionId = z.infer<typeof OptionId>;

/** A bin's name within one poll; a choice's bin is its option's id, a rating's `r1`, `r2`, … */
export type BinId = string;

/** A room's join code in canonical form, e.g. `K7M4RX`. */
export const RoomCode = z.string().brand<'RoomCode'>();
export type RoomCode = z.infer<typeof RoomCode>;

/** A join code as typed; `RoomCode` comes out. */
export const TypedRoomCode = z
  .string()
  .max(32)
  .transform((typed, context): RoomCode => {
    const code = readCode(typed);
    if (code !== null) return code as RoomCode;
    context.issues.push({ code: 'custom', message: 'is not a join code', input: typed });
    return z.NEVER;
  });

/** A client's own name for a creation, so that repeating it gives the same thing back. */
export const RequestId = z
  .string()
  .min(22)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/, 'is not a request id');

export const Version = z.int().nonnegative();
export const Round = z.int().positive();
/** Epoch milliseconds. */
export const Instant = z.int().nonnegative();
