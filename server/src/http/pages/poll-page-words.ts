import type { Poll, ResultsVisibility } from '@pollcast/shared';

/** Every visible string of a poll's page. */
export const text = {
  title: (question: string) => `${question} · Pollcast`,
  lead: 'A live poll. Vote and see the result as it comes in.',
  open: 'Voting is open.',
  closed: 'Voting is closed.',
  draft: 'Voting has not started yet.',
  send: 'Send answer',
  change: 'Change answer',
  mine: 'Your answer',
  counted: 'Your answer is counted.',
  refused: (reason: string) => `Not counted. ${reason}`,
  toRoom: 'Follow it live',
  code: (code: string) => `Room ${code.slice(0, 3)}\u00a0${code.slice(3)}`,
  figure: (count: number, percent: number) => `${count} (${percent}%)`,
  votes: (count: number) => (count === 1 ? '1 vote' : `${count} votes`),
  turnout: (count: number) => (count === 1 ? '1 has voted' : `${count} have voted`),
  mean: (mean: number) => `Average ${mean.toFixed(1)}`,
  final: 'An answer can’t be changed afterwards.',
};

const waiting: Record<ResultsVisibility, string | null> = {
  always: null,
  'after-vote': 'The result shows once you have answered.',
  'after-close': 'The result shows once voting is closed.',
  moderators: 'The result is not shown yet.',
};

/** Why there is no result to see; null where one can be seen. */
export function whyNoResult({ revealed, settings }: Poll): string | null {
  return revealed === false ? waiting.moderators : waiting[settings.results];
}

/** What the voter is asked to do. */
export function task(poll: Poll): string {
  switch (poll.kind) {
    case 'choice': {
      const { min, max } = poll.settings;
      if (max === 1) return 'Choose one.';
      if (min === max) return `Choose ${max}.`;
      return min === 1 ? `Choose up to ${max}.` : `Choose ${min} to ${max}.`;
    }
    case 'rating':
      return `1 is the lowest, ${poll.settings.steps} the highest.`;
    default:
      return poll satisfies never;
  }
}
