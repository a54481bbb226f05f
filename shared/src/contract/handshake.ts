import { z } from 'zod';

/** What a client says of itself when it connects. Without a key a voter's socket, without a token a new voter's. */
export const HandshakeAuth = z.strictObject({
  /** `mk_…` or `vk_…`, which give their role in their own room, or the server's creation key. */
  key: z.string().max(512).optional(),
  /** `vt_…` */
  voterToken: z.string().max(512).optional(),
  /** With a key: show only what may stand on a wall. */
  view: z.literal('stage').optional(),
  protocol: z.int(),
});
export type HandshakeAuth = z.infer<typeof HandshakeAuth>;
