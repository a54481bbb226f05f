import type { Issue, Problem } from '@pollcast/shared/pure';
import { useState } from 'preact/hooks';
import { moderatorAddress } from '../browser/addresses.ts';
import { rememberRoom } from '../browser/known-rooms.ts';
import { reasonOf } from '../words/words.ts';
import { type CreatedRoom, createRoom, type NewRoom } from './create-room.ts';

type Course =
  | { state: 'idle' }
  | { state: 'starting' }
  | { state: 'failed'; reason: string; issues: readonly Issue[] };

export interface Start {
  course: Course;
  /** Null as long as the server has not asked for one. */
  creationKey: string | null;
  setCreationKey(key: string): void;
  /** Creates the room and leads to its moderator's page. */
  start(room: NewRoom): Promise<void>;
  /** Says why it is not started. */
  refuse(reason: string): void;
}

/** Starting a room, however it was written. */
export function useStart(): Start {
  const [creationKey, setCreationKey] = useState<string | null>(null);
  const [course, setCourse] = useState<Course>({ state: 'idle' });

  async function start(room: NewRoom): Promise<void> {
    setCourse({ state: 'starting' });
    try {
      moderate(await createRoom(room, creationKey ?? ''));
    } catch (problem) {
      const { code, issues = [] } = problem as Partial<Problem>;
      if (code === 'UNAUTHENTICATED' || code === 'FORBIDDEN') setCreationKey((key) => key ?? '');
      setCourse({ state: 'failed', reason: reasonOf(problem), issues });
    }
  }

  const refuse = (reason: string) => setCourse({ state: 'failed', reason, issues: [] });
  return { course, creationKey, setCreationKey, start, refuse };
}

function moderate({ room, moderatorKey, viewerKey }: CreatedRoom): void {
  rememberRoom({ code: room.code, title: room.title, moderatorKey, viewerKey, isLinkUnsaved: true });
  location.assign(moderatorAddress(room.code, moderatorKey));
}
