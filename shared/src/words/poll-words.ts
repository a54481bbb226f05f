import type { Poll } from '../model/poll.ts';
import type { Result } from '../model/tally.ts';
import type { Speech } from './speech.ts';

type Words = Speech['words'];

/** What a voter is asked to do. */
export function taskText(poll: Poll, words: Words): string {
  switch (poll.kind) {
    case 'choice': {
      const { min, max } = poll.settings;
      if (max === 1) return words('vote.one');
      if (min === max) return words('vote.exactly', { count: max });
      return min === 1 ? words('vote.upTo', { max }) : words('vote.between', { min, max });
    }
    case 'rating':
      return words('vote.rating', { max: poll.settings.steps });
    default:
      return poll satisfies never;
  }
}

/** Why a result that is not there is not there; null when it is only on its way. */
export function whyNoResult(poll: Poll, hasVoted: boolean, words: Words): string | null {
  if (poll.revealed === false) return words('result.notShown');
  if (poll.revealed === true) return null;
  switch (poll.settings.results) {
    case 'always':
      return null;
    case 'after-vote':
      return poll.status === 'open' && !hasVoted ? words('result.afterVote') : null;
    case 'after-close':
      return poll.status === 'open' ? words('result.afterClose') : null;
    case 'moderators':
      return words('result.notShown');
    default:
      return poll.settings.results satisfies never;
  }
}

/** A running result in one sentence: how many, and who is in front, alone or with others. */
export function spokenResult(result: Result, { words, figure }: Pick<Speech, 'words' | 'figure'>): string {
  const votes = words('result.votes', { count: result.base });
  const front = result.rows.reduce((best, row) => (row.count > best.count ? row : best));
  if (front.count === 0) return votes;
  const level = result.rows.filter(({ count }) => count === front.count).length;
  if (level > 1) return words('result.tied', { votes, count: level, each: front.count });
  return words('result.spoken', { votes, label: front.label, figure: figure(front.count, front.percent) });
}
