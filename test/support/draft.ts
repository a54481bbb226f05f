import { afterEach, beforeEach } from '@jest/globals';
import { draftHall, type Hall } from './hall.ts';
import type { OpenTestApp, TestApp } from './test-app.ts';

/** A server, and a room on it with a draft. */
export interface DraftedRoom {
  app: TestApp;
  hall: Hall;
}

/** Has both made anew for each test of the `describe` that this is called in; to be read within tests only. */
export function useDraft(open: OpenTestApp): DraftedRoom {
  const drafted = {} as DraftedRoom;
  beforeEach(async () => {
    drafted.app = await open({ LIMITS: 'off' });
    drafted.hall = await draftHall(drafted.app.url);
  });
  afterEach(async () => {
    drafted.hall.moderator.close();
    await drafted.app.close();
  });
  return drafted;
}
