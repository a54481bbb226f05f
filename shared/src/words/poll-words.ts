import type { Saying } from '../kinds/kind.ts';
import { taskOf } from '../kinds/registry.ts';
import type { Poll } from '../model/poll.ts';
import type { Runoff } from '../model/runoff.ts';
import type { Result, ResultGroup } from '../model/tally.ts';
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
  const { status, revealed, settings } = poll;
  const results = revealed === null ? settings.results : revealed ? 'always' : 'moderators';
  if (results === 'moderators') return words('result.notShown');
  if (results === 'always' || status !== 'open') return null;
  if (results === 'after-close') return words('result.afterClose');
  return hasVoted ? null : words('result.afterVote');
}

type Telling = Pick<Speech, 'words' | 'figure' | 'meanText' | 'numberText'>;

/** What a result comes to beside its rows, each in a few words; nothing of nobody. */
export function factsOf(result: Result, speech: Omit<Telling, 'figure'>): string[] {
  const { words, numberText } = speech;
  const { mean, median, quartiles, right } = result;
  const facts: string[] = [];
  if (typeof mean === 'number') facts.push(words('result.mean', { mean: meanOf(result, speech) }));
  if (typeof median === 'number') facts.push(words('result.median', { median: numberText(median) }));
  if (quartiles != null) {
    const [lower, upper] = quartiles.map(numberText) as [string, string];
    facts.push(words('result.quartiles', { lower, upper }));
  }
  if (right !== undefined) facts.push(rightText(right, speech), rightCountText(right, result.voters, words));
  return facts;
}

/** The mean as finely as the answers may be: one decimal of a scale's steps, more of small numbers. */
export function meanOf(
  { mean, median }: Result,
  { meanText, numberText }: Omit<Telling, 'figure' | 'words'>,
) {
  if (mean == null) return '–';
  return median === undefined || Math.abs(mean) >= FINE_BELOW ? meanText(mean) : numberText(mean);
}

const FINE_BELOW = 10;

type Right = NonNullable<Result['right']>;

/** The right answer in words. */
export function rightText(
  { value, tolerance }: Right,
  { words, numberText }: Pick<Speech, 'words' | 'numberText'>,
) {
  return tolerance === 0
    ? words('result.rightIs', { value: numberText(value) })
    : words('result.rightWithin', { value: numberText(value), tolerance: numberText(tolerance) });
}

/** How many gave the right answer. */
export function rightCountText({ count }: Right, voters: number, words: Words): string {
  return words('result.rightCount', { count, voters });
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

/** A running result in one sentence: how many, and who is in front, alone or with others; of numbers what they come to. */
export function spokenResult(result: Result, speech: Telling): string {
  const { words, figure } = speech;
  const votes = words('result.votes', { count: result.voters });
  if (result.median !== undefined) return [votes, ...factsOf(result, speech)].join('. ');
  const standings: Standing[] =
    result.groups?.map((group) => {
      const text = groupText(group, speech);
      return { label: group.label, count: group.nps ?? group.mean ?? 0, each: text, text };
    }) ??
    result.rows.map(({ label, count, percent }) => ({
      label,
      count,
      each: count,
      text: figure(count, percent),
    }));
  const front = standings.reduce((best, one) => (one.count > best.count ? one : best), NOTHING);
  if (front.count === 0) return votes;
  const level = standings.filter(({ count }) => count === front.count).length;
  if (level > 1) return words('result.tied', { votes, count: level, each: front.each });
  return words('result.spoken', { votes, label: front.label, figure: front.text });
}

interface Standing {
  label: string;
  count: number;
  /** What each of several has that are level. */
  each: string | number;
  text: string;
}

const NOTHING: Standing = { label: '', count: 0, each: 0, text: '' };

/** What a group of rows comes to. */
export function groupText(
  { mean, nps }: ResultGroup,
  { words, meanText, numberText }: Pick<Speech, 'words' | 'meanText' | 'numberText'>,
): string {
  if (nps !== undefined) return words('result.nps', { nps: nps === null ? '–' : numberText(nps) });
  return words('result.mean', { mean: mean === null ? '–' : meanText(mean) });
}
