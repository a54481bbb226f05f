export type { BinId, OptionId, PollId, RoomCode } from './ids.ts';
export type * from './poll.ts';
export type * from './room.ts';
export type * from './runoff.ts';
export type * from './settings.ts';
export type * from './tally.ts';
