import { share } from '../../percent.ts';
import { textsOf } from '../fields.ts';
import type { Kind } from '../kind.ts';
import { DISTINCT_MAX, SHOWN_MAX, TYPED_MAX } from './limits.ts';
import { byCodePoint, FURTHER, normalWord, normalWords } from './normal-word.ts';
import type { WordsAnswer, WordsSettings } from './schema.ts';

const PREFIX = 'w:';
const binOf = (word: string) => `${PREFIX}${word}`;
const wordOf = (bin: string) => bin.slice(PREFIX.length);

/** Characters that a plain form's field takes. */
const FIELD_CHARACTERS = 100;

/** A bin and its count. */
type Entry = readonly [bin: string, count: number];

/** The most frequent first, words of one count in the order of their code points. */
const byCount = ([a, countA]: Entry, [b, countB]: Entry) => countB - countA || byCodePoint(a, b);

/** Up to so many words of one's own. Each word's bin gets 1 of a person, however often and however it was written. */
export const words: Kind<WordsSettings, WordsAnswer> = {
  defaults: { max: 3, filter: true, hidden: [] },
  optionCount: [0, 0],
  forShow: ['filter', 'hidden'],
  ofAnswers: ['hidden'],

  problem: () => null,

  bins: () => [],

  misfit({ words }, { settings: { max } }) {
    if (words.length === 0) return { path: 'answer.words', message: 'needs at least one' };
    if (words.length > max) return { path: 'answer.words', message: `takes at most ${max}` };
    const empty = words.findIndex((word) => word.length > TYPED_MAX || normalWord(word) === '');
    return empty < 0 ? null : { path: `answer.words.${empty}`, message: 'is no word' };
  },

  binsOf: ({ words }) => Object.fromEntries(normalWords(words).map((word) => [binOf(word), 1])),

  counting(tally) {
    const named = new Set(Object.keys(tally));
    return (bins) => {
      const counted: Record<string, number> = {};
      for (const bin of Object.keys(bins)) {
        if (named.size < DISTINCT_MAX) named.add(bin);
        counted[named.has(bin) ? bin : binOf(FURTHER)] = 1;
      }
      return counted;
    };
  },

  answerOf: (bins) => ({ words: Object.keys(bins).map(wordOf).sort(byCodePoint) }),

  heaviest: ({ settings: { max } }) => max,

  result: ({ voters, bins }) => ({
    base: voters,
    voters,
    rows: Object.entries(bins)
      .filter(([, count]) => count > 0)
      .sort(byCount)
      .map(([id, count]) => ({ id, label: wordOf(id), count, percent: share(count, voters) })),
  }),

  shown(bins, { settings: { filter, hidden } }, isFoul) {
    const hiddenBins = new Set([FURTHER, ...hidden].map((word) => binOf(normalWord(word))));
    const mayLeave = (bin: string) => !hiddenBins.has(bin) && !(filter && isFoul(wordOf(bin)));
    const most: Entry[] = [];
    for (const entry of Object.entries(bins)) {
      const isFull = most.length === SHOWN_MAX;
      if ((isFull && byCount(entry, most.at(-1)!) > 0) || !mayLeave(entry[0])) continue;
      const place = most.findIndex((other) => byCount(entry, other) < 0);
      most.splice(place < 0 ? most.length : place, 0, entry);
      if (isFull) most.pop();
    }
    return Object.fromEntries(most);
  },

  task: ({ settings: { max } }) => ({ key: 'task.words', filling: { count: max } }),

  isOneTap: () => false,

  fields: ({ settings: { max } }) =>
    Array.from({ length: max }, () => ({
      type: 'text',
      name: 'words',
      label: null,
      maxLength: FIELD_CHARACTERS,
    })),

  read: (form) => ({ words: textsOf(form, 'words').filter((text) => text.trim() !== '') }),
  written: ({ words }) => ({ words }),

  told: (settings) => ({ ...settings, hidden: [] }),
};
