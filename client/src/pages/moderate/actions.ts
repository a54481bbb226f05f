import type { DeskState } from './desk.ts';
import { createListActions, type ListActions } from './list-actions.ts';
import { createMendSettings, type MendSettings } from './mend-settings.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { createRoomActions, type RoomActions } from './room-actions.ts';
import { createVotingActions, type VotingActions } from './voting-actions.ts';

/** What a moderator does. A refusal becomes a notice. */
export type Actions = VotingActions & ListActions & RoomActions & { mendSettings: MendSettings };

export function createActions(desk: DeskState): Actions {
  const run = oneAtATime(desk.notice);
  return {
    ...createVotingActions(desk, run),
    ...createListActions(desk, run),
    ...createRoomActions(desk, run),
    mendSettings: createMendSettings(desk),
  };
}
