import { type PollcastClient, PollcastError, type PollState } from '@pollcast/client';
import { mayHide, type Tally } from '@pollcast/shared/pure';
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
  // An edit may have hidden a word: from then on nothing is shown of what was told before.
  const telling = mayHide(poll) ? poll.version : 0;
  const asked = { id: poll.id, telling, key: `${poll.round} ${isOnline} ${telling}` };
  const { course, until } = useFollowed(live.client, asked);
  const whole = useMemo(() => course && fromStart(course, poll.openedAt), [course, poll.openedAt]);
  return { course: whole, until: poll.closedAt ?? until };
}

interface Asked {
  id: string;
  /** By which telling of the ballots; a course told before is not known any more. */
  telling: number;
  /** Asked for anew when it changes: in a new round, after a lost connection. */
  key: string;
}

interface Known extends Followed {
  telling: number;
}

function useFollowed(client: PollcastClient, { id, telling, key }: Asked): Followed {
  const unknown: Known = { course: null, until: client.serverNow(), telling };
  const [known, setKnown] = useState(unknown);
  useEffect(() => {
    let isWanted = true;
    let timer = setTimeout(() => void follow(), REST_MS);
    async function follow(): Promise<void> {
      const course = await askCourse(client, id, () => isWanted);
      if (!isWanted || course === null) return;
      setKnown({ course, until: client.serverNow(), telling });
      timer = setInterval(() => setKnown((before) => goneOn(client, id, before)), EVERY_MS);
    }
    return () => {
      isWanted = false;
      clearInterval(timer);
    };
  }, [client, id, key]);
  return known.telling === telling ? known : unknown;
}

/** What is known of a course, with the newest counts and the time; the same where nothing goes on. */
function goneOn(client: PollcastClient, id: string, known: Known): Known {
  const state = client.poll(id);
  if (state === null) return known;
  const { poll, tally } = state;
  const course = tally === null ? known.course : withPoint(known.course ?? [], pointOf(tally));
  const isOver = poll.status !== 'open' && course === known.course;
  return isOver ? known : { ...known, course, until: client.serverNow() };
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
