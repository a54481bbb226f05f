import { expect } from '@jest/globals';
import type { CommandResult, Poll, PollView, Reply, Tally } from '@pollcast/shared';
import type { RawClient } from './raw-client.ts';

/** One thing that a watcher was told of a poll. */
type Told = { poll: Poll } | { tally: Tally };

const SNAPSHOTS: readonly string[] = ['reply to room:join', 'reply to poll:watch'];

/** What a bare client was told of one poll by pushes and snapshots, in the order in which it came. */
export function courseOf(client: RawClient, pollId: string): Told[] {
  return client.log.flatMap(({ event, payload }): Told[] => {
    if (event === 'poll:changed') return (payload as Poll).id === pollId ? [{ poll: payload as Poll }] : [];
    if (event === 'poll:tally')
      return (payload as Tally).pollId === pollId ? [{ tally: payload as Tally }] : [];
    const reply = payload as Reply<CommandResult<'poll:watch'>>;
    if (!SNAPSHOTS.includes(event) || !reply.ok) return [];
    return reply.data.polls.filter(({ poll }) => poll.id === pollId).flatMap(toldBy);
  });
}

function toldBy({ poll, tally }: PollView): Told[] {
  return [{ poll }, ...(tally === undefined ? [] : [{ tally }])];
}

/** [V2] Neither the poll nor (round, version) of its tally ever goes back. */
export function expectNeverBackwards(course: Told[]): void {
  let poll = 0;
  let tally = { round: 0, version: 0 };
  for (const told of course) {
    if ('poll' in told) {
      expect(told.poll.version).toBeGreaterThanOrEqual(poll);
      poll = told.poll.version;
    } else {
      expect(told.tally.round).toBeGreaterThanOrEqual(tally.round);
      if (told.tally.round === tally.round) expect(told.tally.version).toBeGreaterThanOrEqual(tally.version);
      tally = told.tally;
    }
  }
}

/** A tally's state was announced before it: whoever reads in order never sees a count of a state unknown to them. */
export function expectAnnounced(course: Told[]): void {
  let known: Poll | undefined;
  for (const told of course) {
    if ('poll' in told) known = told.poll;
    else expect(stateOf(told.tally)).toEqual(stateOf(known!));
  }
}

const stateOf = ({ round, status }: Poll | Tally) => ({ round, status });

/** [V2] Whoever was told of one (round, version) was told the same. */
export function expectSameContent(courses: Told[][]): void {
  const contents = new Map<string, Tally>();
  for (const told of courses.flat()) {
    if (!('tally' in told)) continue;
    const { round, version } = told.tally;
    const name = `${round}:${version}`;
    expect(told.tally).toEqual(contents.get(name) ?? told.tally);
    contents.set(name, told.tally);
  }
}
