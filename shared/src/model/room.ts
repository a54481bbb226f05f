import { z } from 'zod';
import { PollId, RoomCode, Version } from './ids.ts';
import { PollSummary } from './poll.ts';

/** A room as its receiver's role may see it: drafts only for moderators and viewers. */
export const Room = z.strictObject({
  code: RoomCode,
  title: z.string(),
  stage: PollId.nullable(),
  polls: z.array(PollSummary),
  /** The poll by whose answers the results of polls opened from now on can be split. */
  segment: PollId.nullable(),
  version: Version,
});
export type Room = z.infer<typeof Room>;

/** Who somebody is in a room. A stage is a viewer whose screen is public. */
export const Role = z.enum(['voter', 'moderator', 'viewer', 'stage']);
export type Role = z.infer<typeof Role>;

export const You = z.strictObject({ role: Role, voterToken: z.string() });
export type You = z.infer<typeof You>;
