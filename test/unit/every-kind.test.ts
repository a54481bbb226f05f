import { describe, expect, test } from '@jest/globals';
import { kindSchemas } from '@pollcast/shared';
import {
  type Answer,
  answerOfBins,
  answerOfForm,
  type Bins,
  binsOfAnswer,
  fieldsOf,
  formOfAnswer,
  heaviestBallot,
  misfitOf,
  type Poll,
  problemOf,
  resultOf,
  rowField,
} from '@pollcast/shared/pure';
import { languageNames, loadSpeech, taskText } from '@pollcast/shared/words';
import fc from 'fast-check';
import { samples } from '../support/kind-samples.ts';

/** The tally that ballots make, added up in their order. */
function tallied(ballots: readonly Bins[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const bins of ballots)
    for (const [bin, count] of Object.entries(bins)) sum[bin] = (sum[bin] ?? 0) + count;
  return sum;
}

function resultOfAnswers(poll: Poll, answers: readonly Answer[]) {
  const bins = tallied(answers.map((answer) => binsOfAnswer(poll, answer)));
  return resultOf(poll, { voters: answers.length, bins });
}

describe.each(samples)('Of every kind: $kind', ({ kind, poll, answer }) => {
  const answers = fc.array(answer, { maxLength: 30 });

  test('[K0] a ballot is whole-number increments, and its answer comes back from them', () => {
    fc.assert(
      fc.property(answer, (given) => {
        expect(kindSchemas[kind].answer.safeParse(given).success).toBe(true);
        expect(misfitOf(poll, given)).toBeNull();
        const bins = binsOfAnswer(poll, given);
        for (const count of Object.values(bins)) expect(Number.isInteger(count) && count > 0).toBe(true);
        expect(Object.values(bins).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(
          heaviestBallot(poll),
        );
        expect(answerOfBins(poll, bins)).toEqual(given);
      }),
    );
  });

  test('[K0] the result depends on the ballots alone, not on their order or on what was changed back', () => {
    fc.assert(
      fc.property(answers, fc.func(fc.nat()), answer, (given, order, detour) => {
        const shuffled = given.toSorted((a, b) => order(JSON.stringify(a)) - order(JSON.stringify(b)));
        expect(resultOfAnswers(poll, shuffled)).toEqual(resultOfAnswers(poll, given));

        const bins = tallied(given.map((each) => binsOfAnswer(poll, each)));
        const [there, back] = [binsOfAnswer(poll, detour), bins];
        const moved = tallied([back, there]);
        for (const [bin, count] of Object.entries(there)) {
          moved[bin]! -= count;
          if (moved[bin] === 0) delete moved[bin];
        }
        expect(moved).toEqual(bins);
      }),
    );
  });

  test('[K0] a plain form holds every answer, and whatever else it holds is a misfit, never a fault', () => {
    fc.assert(
      fc.property(answer, (given) => {
        expect(answerOfForm(poll, formOfAnswer(poll, given))).toEqual(given);
      }),
    );
    const names = [...new Set(fieldsOf(poll).map(({ name }) => name))];
    const texts = fc.oneof(fc.string(), fc.array(fc.string()), fc.constant(undefined));
    fc.assert(
      fc.property(fc.record(Object.fromEntries(names.map((name) => [name, texts]))), (form) => {
        const read = answerOfForm(poll, form) as Answer;
        const isShaped = kindSchemas[kind].answer.safeParse(read).success;
        if (misfitOf(poll, read) === null) expect(isShaped).toBe(true);
      }),
    );
    expect(misfitOf(poll, answerOfForm(poll, {}) as Answer)).not.toBeNull();
  });

  test('[K0] percents are whole and within what they are shares of; a form of rows has them in their order', () => {
    expect(problemOf(poll)).toBeNull();
    fc.assert(
      fc.property(answers, (given) => {
        const { rows, base, voters } = resultOfAnswers(poll, given);
        expect(voters).toBe(given.length);
        for (const { percent, count } of rows) {
          expect(Number.isInteger(percent) && percent >= 0 && percent <= 100).toBe(true);
          expect(count).toBeLessThanOrEqual(Math.max(base, voters));
        }
      }),
    );
    const field = rowField(poll);
    const labels = resultOf(poll, { voters: 0, bins: {} }).rows.map(({ label }) => label);
    if (field !== null) expect(field.choices.map(({ label }) => label)).toEqual(labels);
  });

  test.each(languageNames)('[L1] what to do is said in %s', async (language) => {
    const { words } = await loadSpeech(language);
    expect(taskText(poll, words)).toMatch(/^[^{}]+$/);
  });
});
