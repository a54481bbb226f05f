import type { PushName } from './pushes.ts';

/** The events of a poll's stream (Server-Sent Events under `/polls/:id/events`), and the pushes that they are. */
export const streamEvents = {
  poll: 'poll:changed',
  tally: 'poll:tally',
  turnout: 'poll:turnout',
  removed: 'poll:removed',
} as const satisfies Record<string, PushName>;
