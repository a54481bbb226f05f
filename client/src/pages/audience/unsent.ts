import type { PollState } from '@pollcast/client';
import { type Answer, misfitOf } from '@pollcast/shared/pure';
import { readStored, writeStored } from '../browser/storage.ts';
import type { LiveRoom } from '../live/live-room.ts';
import { countedAnswer, sameAnswer } from './ballot-course.ts';

/** An answer that was given here and not yet acknowledged; `answer` null takes back. */
interface Unsent {
  id: string;
  round: number;
  answer: Answer | null;
  /** What was counted when it was given. */
  previous: Answer | null;
}

const NAME = 'pollcast:unsent';

/**
 * Keeps answers on their way in this browser, so that a page that is reloaded or thrown away without a network sends
 * them when it is back. Nothing is lost by sending twice: the same answer of the same voter is counted once.
 */
export function keepUnsent({ client, code }: LiveRoom): void {
  const left = new Map(stored().map((unsent) => [unsent.id, unsent]));
  client.onChange(() => {
    for (const { id } of client.room(code)?.room.polls ?? []) {
      const state = client.poll(id);
      if (state === null) continue;
      const before = left.get(id);
      left.delete(id);
      if (before !== undefined && isStillWanted(before, state)) send(before);
    }
    keep();
  });

  function send({ id, answer }: Unsent): void {
    // What became of it stands in the poll's state.
    const sent = answer === null ? client.withdrawBallot(id) : client.castBallot(id, answer);
    sent.catch(() => {});
  }

  function keep(): void {
    const here = (client.room(code)?.room.polls ?? []).map(({ id }) => client.poll(id));
    const known = new Set(here.map((state) => state?.poll.id));
    const others = stored().filter(({ id }) => !known.has(id as never));
    const next = [...others, ...here.flatMap(unsentOf)];
    if (JSON.stringify(next) !== JSON.stringify(stored())) writeStored(NAME, next);
  }
}

function stored(): Unsent[] {
  return readStored<Unsent[]>(NAME) ?? [];
}

function unsentOf(state: PollState | null): Unsent[] {
  if (state?.ballot?.state !== 'sending') return [];
  const { poll, ballot } = state;
  return [{ id: poll.id, round: poll.round, answer: ballot.answer, previous: ballot.previous }];
}

/** Not when something else was counted since, from here or from another device of the voter. */
function isStillWanted({ round, answer, previous }: Unsent, { poll, ballot }: PollState): boolean {
  if (poll.round !== round || poll.status !== 'open') return false;
  if (answer !== null && misfitOf(poll, answer) !== null) return false;
  return ballot?.state !== 'sending' && sameAnswer(poll, countedAnswer(ballot), previous);
}
