import { type PollcastClient, PollcastError, type PollState } from '@pollcast/client';
import type { Tally } from '@pollcast/shared/pure';
import { useEffect, useState } from 'preact/hooks';
import type { LiveRoom } from '../live/live-room.ts';
import { type Course, fromStart, withPoint } from './course.ts';

const EVERY_MS = 1000;
/** Who only scrolls past does not ask. */
const REST_MS = 300;
const AGAIN_MS = 2000;

interface Followed {
  /** Null until it is known. */
  course: Course | null;
  /** Where its time ends, epoch ms: now, or when the poll was closed. */
  until: number;
}

/** A poll's course from its beginning, and on from there once a second. */
export function useCourse(live: LiveRoom, { poll }: PollState): Followed {
  const isOnline = live.connection.value.status === 'online';
  const course = usePoints(live, poll.id, `${poll.round} ${isOnline}`);
  const now = useNow(live, poll.status === 'open');
  return { course: course === null ? null : fromStart(course, poll.openedAt), until: poll.closedAt ?? now };
}

function useNow({ client }: LiveRoom, isRunning: boolean): number {
  const [now, setNow] = useState(() => client.serverNow());
  useEffect(() => {
    if (!isRunning) return;
    const timer = setInterval(() => setNow(client.serverNow()), EVERY_MS);
    return () => clearInterval(timer);
  }, [client, isRunning]);
  return now;
}

/** Asked for anew when `key` changes: in a new round, after a lost connection. */
function usePoints(live: LiveRoom, id: string, key: string): Course | null {
  const [course, setCourse] = useState<Course | null>(null);
  useEffect(() => {
    let isWanted = true;
    let timer = setTimeout(() => void follow(), REST_MS);
    async function follow(): Promise<void> {
      const points = await askCourse(live.client, id, () => isWanted);
      if (!isWanted || points === null) return;
      setCourse(points);
      timer = setInterval(takeNewest, EVERY_MS);
    }
    function takeNewest(): void {
      const tally = live.client.poll(id)?.tally;
      if (tally != null) setCourse((known) => withPoint(known ?? [], pointOf(tally)));
    }
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [live, id, key]);
  return course;
}

/** A tally's version is the moment of its last ballot. */
function pointOf({ version, voters, bins }: Tally) {
  return { at: version, voters, bins };
}

/** Asks until it is answered; null when the answer is no. */
async function askCourse(
  client: PollcastClient,
  id: string,
  isWanted: () => boolean,
): Promise<Course | null> {
  while (isWanted()) {
    try {
      return (await client.call('poll:history', { id })).points;
    } catch (error) {
      if (!(error instanceof PollcastError) || !error.retryable) return null;
      await new Promise((resolve) => setTimeout(resolve, error.retryAfterMs ?? AGAIN_MS));
    }
  }
  return null;
}
