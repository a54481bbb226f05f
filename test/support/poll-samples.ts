import type { Answer, OptionId, Poll, PollId, RoomCode, Tally } from '@pollcast/shared/pure';

type ChoicePoll = Extract<Poll, { kind: 'choice' }>;

/** An open poll with two options `o1` and `o2`; `changes` say what is different about this one. */
export function samplePoll(changes: Partial<ChoicePoll> = {}): ChoicePoll {
  return {
    id: 'p1' as PollId,
    code: 'K7M4RX' as RoomCode,
    kind: 'choice',
    question: 'Tea or coffee?',
    options: [
      { id: 'o1' as OptionId, label: 'Tea' },
      { id: 'o2' as OptionId, label: 'Coffee' },
    ],
    settings: { results: 'always', changeable: true, turnout: true, durationMs: null, min: 1, max: 1 },
    status: 'open',
    round: 1,
    openedAt: 1_000,
    closesAt: null,
    closedAt: null,
    revealed: null,
    segment: null,
    version: 10,
    ...changes,
  };
}

/** A tally of the sample poll in which everybody chose `o1`. */
export function sampleTally(changes: Partial<Tally> = {}): Tally {
  const voters = changes.voters ?? 1;
  return {
    pollId: 'p1' as PollId,
    round: 1,
    version: 10,
    status: 'open',
    voters,
    bins: { o1: voters, o2: 0 },
    final: false,
    ...changes,
  };
}

export function choose(...options: string[]): Answer {
  return { options: options as OptionId[] };
}
