import { type PollcastClient, PollcastError, type PollState } from '@pollcast/client';
import type { Tally } from '@pollcast/shared/pure';
import { useEffect, useMemo, useState } from 'preact/hooks';
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

/** A poll's course from its beginning, and on from there once a second: point and time in one, so that it is drawn once. */
export function useCourse(live: LiveRoom, { poll }: PollState): Followed {
  const isOnline = live.connection.value.status === 'online';
  const { course, until } = useFollowed(live.client, poll.id, `${poll.round} ${isOnline}`);
  const whole = useMemo(() => course && fromStart(course, poll.openedAt), [course, poll.openedAt]);
  return { course: whole, until: poll.closedAt ?? until };
}

/** Asked for anew when `key` changes: in a new round, after a lost connection. */
function useFollowed(client: PollcastClient, id: string, key: string): Followed {
  const [followed, setFollowed] = useState<Followed>(() => ({ course: null, until: client.serverNow() }));
  useEffect(() => {
    let isWanted = true;
    let timer = setTimeout(() => void follow(), REST_MS);
    async function follow(): Promise<void> {
      const course = await askCourse(client, id, () => isWanted);
      if (!isWanted || course === null) return;
      setFollowed({ course, until: client.serverNow() });
      timer = setInterval(() => setFollowed((known) => goneOn(client, id, known)), EVERY_MS);
    }
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [client, id, key]);
  return followed;
}

/** What is known of a course, with the newest counts and the time; the same where nothing goes on. */
function goneOn(client: PollcastClient, id: string, known: Followed): Followed {
  const state = client.poll(id);
  if (state === null) return known;
  const { poll, tally } = state;
  const course = tally === null ? known.course : withPoint(known.course ?? [], pointOf(tally));
  const isOver = poll.status !== 'open' && course === known.course;
  return isOver ? known : { course, until: client.serverNow() };
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
