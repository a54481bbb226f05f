import { kindNames } from '@pollcast/shared';
import type { AnswerOf, KindName, KindSettings, OptionId, Poll } from '@pollcast/shared/pure';
import { normalWords } from '@pollcast/shared/pure';
import fc from 'fast-check';
import { samplePoll } from './poll-samples.ts';

export type PollOf<K extends KindName> = Extract<Poll, { kind: K }>;

/** An open poll of the kind, with so many options `o1`, `o2`, … and the settings. */
function pollOf<K extends KindName>(kind: K, optionCount: number, settings: KindSettings<K>): PollOf<K> {
  const options = Array.from({ length: optionCount }, (_, index) => ({
    id: `o${index + 1}` as OptionId,
    label: `Option ${index + 1}`,
  }));
  const { results, changeable, turnout, durationMs } = samplePoll().settings;
  const common = { results, changeable, turnout, durationMs };
  return { ...samplePoll(), kind, options, settings: { ...common, ...settings } } as unknown as PollOf<K>;
}

/** Whatever Unicode has. */
const anyWord = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 });
const worded = pollOf('words', 0, { max: 3, filter: true, hidden: [] });

interface Sample<K extends KindName> {
  poll: PollOf<K>;
  /** Answers that fit the poll, as they read back from a ballot. */
  answer: fc.Arbitrary<AnswerOf<K>>;
}

const severalOf = pollOf('choice', 12, { min: 1, max: 3 });
const rated = pollOf('rating', 0, { steps: 10 });
const counted = pollOf('number', 0, { min: -0.5, max: 20, step: 0.25, right: { value: 3, tolerance: 0.5 } });
const spent = pollOf('points', 12, { budget: 20 });
const ranked = pollOf('ranking', 12, { top: 4 });
const agreed = pollOf('scale', 6, { scale: 'nps', steps: 5 });
const idsOf = (poll: Poll) => poll.options.map(({ id }) => id);

/** A poll of each kind with answers to it: what holds for every kind is tried on these. */
const kindSamples: { [K in KindName]: Sample<K> } = {
  choice: {
    poll: severalOf,
    answer: fc
      .subarray(
        severalOf.options.map(({ id }) => id),
        { minLength: 1, maxLength: 3 },
      )
      .map((options) => ({ options })),
  },
  points: {
    poll: spent,
    answer: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...idsOf(spent)), fc.integer({ min: 1, max: 5 })), {
        selector: ([id]) => id,
        minLength: 1,
        maxLength: 4,
      })
      .map((points) => ({ points: Object.fromEntries(points) })),
  },
  ranking: {
    poll: ranked,
    answer: fc.shuffledSubarray(idsOf(ranked), { minLength: 4, maxLength: 4 }).map((order) => ({ order })),
  },
  scale: {
    poll: agreed,
    answer: fc
      .uniqueArray(fc.tuple(fc.constantFrom(...idsOf(agreed)), fc.integer({ min: 0, max: 10 })), {
        selector: ([id]) => id,
        minLength: 1,
      })
      .map((values) => ({ values: Object.fromEntries(values) })),
  },
  rating: { poll: rated, answer: fc.integer({ min: 1, max: 10 }).map((value) => ({ value })) },
  words: {
    poll: worded,
    answer: fc
      .array(fc.oneof(fc.constantFrom('trust', 'time', 'ärger', 'нет', '信任', '🥨'), anyWord), {
        minLength: 1,
        maxLength: 3,
      })
      .map((typed) => ({ words: normalWords(typed) }))
      .filter(({ words }) => words.length > 0),
  },
  number: {
    poll: counted,
    answer: fc.integer({ min: 0, max: 82 }).map((steps) => ({ value: -0.5 + steps / 4 })),
  },
};

/** The same, where it does not matter which kind it is. */
export const samples = kindNames.map((kind: KindName) => ({
  kind,
  poll: kindSamples[kind].poll as Poll,
  answer: kindSamples[kind].answer as fc.Arbitrary<AnswerOf<KindName>>,
}));
