import type { Saying } from '../kinds/kind.ts';
import { taskOf } from '../kinds/registry.ts';
import type { Poll } from '../model/poll.ts';
import type { Runoff } from '../model/runoff.ts';
import type { Result } from '../model/tally.ts';
import type { WordKey } from './catalogue.ts';
import type { Speech } from './speech.ts';

type Words = Speech['words'];

/** What a voter is asked to do. */
export function taskText(poll: Poll, words: Words): string {
  return saidIn(words, taskOf(poll));
}

/** A kind's saying in a language. Its key and its filling belong together, as every language's catalogue is tested to have. */
export function saidIn(words: Words, { key, filling }: Saying): string {
  return (words as (key: WordKey, filling?: Saying['filling']) => string)(key, filling);
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

/** Who has won a run-off, when, and with how many; nothing of nobody's votes. */
export function wonText(
  { options }: Poll,
  { rounds, winner }: Runoff,
  { words, figure }: Pick<Speech, 'words' | 'figure'>,
): string {
  const row = rounds.at(-1)?.rows.find(({ id }) => id === winner);
  const label = options.find(({ id }) => id === winner)?.label;
  if (row === undefined || label === undefined) return '';
  return words('runoff.won', { label, round: rounds.length, figure: figure(row.count, row.percent) });
}

/** A running result in one sentence: how many, and who is in front, alone or with others. */
export function spokenResult(result: Result, { words, figure }: Pick<Speech, 'words' | 'figure'>): string {
  const votes = words('result.votes', { count: result.voters });
  const front = result.rows.reduce((best, row) => (row.count > best.count ? row : best));
  if (front.count === 0) return votes;
  const level = result.rows.filter(({ count }) => count === front.count).length;
  if (level > 1) return words('result.tied', { votes, count: level, each: front.count });
  return words('result.spoken', { votes, label: front.label, figure: figure(front.count, front.percent) });
}
