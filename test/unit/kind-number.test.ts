import { describe, expect, test } from '@jest/globals';
import {
  answerOfBins,
  binsOfAnswer,
  binsOfPoll,
  bucketsOf,
  kinds,
  misfitOf,
  type Poll,
  problemOf,
  resultOf,
  toldPoll,
} from '@pollcast/shared/pure';
import { languageNames, loadSpeech, spokenResult } from '@pollcast/shared/words';
import fc from 'fast-check';
import { samplePoll } from '../support/poll-samples.ts';

function numberPoll(settings: Partial<(typeof kinds)['number']['defaults']> = {}) {
  return { kind: 'number' as const, options: [], settings: { ...kinds.number.defaults, ...settings } };
}

/** The result of a list of values, added up as a store does it. */
function resultOfValues(poll: ReturnType<typeof numberPoll>, values: readonly number[]) {
  const bins: Record<string, number> = {};
  for (const value of values)
    for (const [bin, count] of Object.entries(binsOfAnswer(poll, { value })))
      bins[bin] = (bins[bin] ?? 0) + count;
  return resultOf(poll, { voters: values.length, bins });
}

describe('number', () => {
  test.each([
    ['a whole number', { max: 1000 }, 700, 'v700'],
    ['tenths, which a computer does not add up exactly', { min: -1, max: 1, step: 0.1 }, 0.3, 'v13'],
    ['a smallest number finer than the steps', { min: 0.25, max: 9, step: 1 }, 4.25, 'v4'],
    ['millionths', { min: 0, max: 0.001, step: 0.000001 }, 0.000007, 'v7'],
    ['steps that do not end at the largest', { max: 10, step: 3 }, 9, 'v3'],
  ])('[K3] %s is the bin of its step, and comes back from it', (_, settings, value, bin) => {
    const poll = numberPoll(settings);
    expect(problemOf(poll)).toBeNull();
    expect(misfitOf(poll, { value })).toBeNull();
    expect(binsOfAnswer(poll, { value })).toEqual({ [bin]: 1 });
    expect(answerOfBins(poll, { [bin]: 1 })).toEqual({ value });
  });

  test('[K3] every number that a range is written with fits, however many decimals it has', () => {
    const ranges = fc.record({
      decimals: fc.integer({ min: 0, max: 6 }),
      min: fc.integer({ min: -1_000_000, max: 1_000_000 }),
      step: fc.integer({ min: 1, max: 5000 }),
      steps: fc.integer({ min: 1, max: 1000 }),
      at: fc.nat(1000),
    });
    fc.assert(
      fc.property(ranges, ({ decimals, min, step, steps, at }) => {
        const written = (units: number) => Number((units / 10 ** decimals).toFixed(decimals));
        const poll = numberPoll({
          min: written(min),
          max: written(min + steps * step),
          step: written(step),
        });
        expect(problemOf(poll)).toBeNull();
        const value = written(min + Math.min(at, steps) * step);
        expect(misfitOf(poll, { value })).toBeNull();
        expect(answerOfBins(poll, binsOfAnswer(poll, { value }))).toEqual({ value });
        const { rows } = resultOfValues(poll, [value, value]);
        expect(rows.length).toBeLessThanOrEqual(12);
        expect(rows.map(({ count }) => count).filter((count) => count > 0)).toEqual([2]);
      }),
    );
  });

  test.each([
    ['below', -1],
    ['above', 11],
    ['between two steps', 2.5],
    ['nearly one of them', 2.00000001],
    ['none at all', Number.NaN],
  ])('[K3] a number %s is refused', (_, value) => {
    expect(misfitOf(numberPoll(), { value })).toMatchObject({ path: 'answer.value' });
  });

  test.each([
    ['nothing between its ends', { max: 0 }, 'settings.max'],
    ['a step wider than it', { step: 11 }, 'settings.step'],
    ['more than a thousand steps', { step: 0.009 }, 'settings.step'],
    ['a seventh decimal', { max: 0.0001, step: 0.0000125 }, 'settings.step'],
    ['a right answer outside', { right: { value: 11, tolerance: 0 } }, 'settings.right.value'],
  ])('[K3] a range with %s is refused', (_, settings, path) => {
    expect(problemOf(numberPoll(settings))).toMatchObject({ path });
  });

  test('[K3] zeros are not among the bins: a thousand of them need not travel', () => {
    expect(binsOfPoll(numberPoll({ max: 1000 }))).toEqual([]);
  });

  test.each([
    [{}, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10']],
    [
      { max: 100 },
      ['0–9', '10–19', '20–29', '30–39', '40–49', '50–59', '60–69', '70–79', '80–89', '90–99', '100'],
    ],
    [{ min: 18, max: 99 }, ['18–19', '20–29', '30–39', '40–49', '50–59', '60–69', '70–79', '80–89', '90–99']],
    [
      { max: 1, step: 0.05 },
      [
        '0.00–0.05',
        '0.10–0.15',
        '0.20–0.25',
        '0.30–0.35',
        '0.40–0.45',
        '0.50–0.55',
        '0.60–0.65',
        '0.70–0.75',
        '0.80–0.85',
        '0.90–0.95',
        '1.00',
      ],
    ],
    [{ min: -20, max: 20 }, ['-20–-16', '-15–-11', '-10–-6', '-5–-1', '0–4', '5–9', '10–14', '15–19', '20']],
    // No width of 1, 2 or 5 × 10ⁿ is a multiple of three.
    [
      { min: 1, max: 61, step: 3 },
      ['1–4', '7–10', '13–16', '19–22', '25–28', '31–34', '37–40', '43–46', '49–52', '55–58', '61'],
    ],
  ])('[K3] %j is shown in buckets that people would choose', (settings, labels) => {
    expect(resultOf(numberPoll(settings), { voters: 0, bins: {} }).rows.map(({ label }) => label)).toEqual(
      labels,
    );
  });

  test('[K3] a range that is still being written has no buckets, and nothing breaks', () => {
    for (const broken of [{ step: 0 }, { step: Number.NaN }, { min: Number.NaN }, { max: -10 }])
      expect(resultOf(numberPoll(broken), { voters: 0, bins: {} }).rows).toEqual([]);
    expect(bucketsOf({ min: 0, max: 1e9, step: 0.000001 }).count).toBeLessThanOrEqual(12);
  });

  test('[K3] mean, median and quartiles are those of the answers, as spreadsheets reckon them', () => {
    // R: quantile(c(1, 2, 2, 4, 7, 10), c(.25, .5, .75)) gives 2.00 3.00 6.25.
    const { mean, median, quartiles } = resultOfValues(numberPoll(), [10, 2, 7, 2, 1, 4]);
    expect({ mean: mean!.toFixed(4), median, quartiles }).toEqual({
      mean: '4.3333',
      median: 3,
      quartiles: [2, 6.25],
    });
    expect(resultOfValues(numberPoll(), [7])).toMatchObject({ mean: 7, median: 7, quartiles: [7, 7] });
    expect(resultOfValues(numberPoll(), [])).toMatchObject({ mean: null, median: null, quartiles: null });
  });

  test('[K3] right is what lies within the tolerance, its ends included', () => {
    const poll = numberPoll({ max: 1, step: 0.1, right: { value: 0.3, tolerance: 0.1 } });
    const { right } = resultOfValues(poll, [0.1, 0.2, 0.3, 0.4, 0.5, 0.2]);
    expect(right).toEqual({ value: 0.3, tolerance: 0.1, count: 4, percent: 67 });
    expect(resultOfValues(numberPoll(), [3]).right).toBeUndefined();
  });

  test.each(['open', 'closed'] as const)(
    '[H1] voters are not told the right answer of a poll that is %s and hidden',
    (status) => {
      const { settings } = samplePoll();
      const poll = {
        ...samplePoll(),
        ...numberPoll({ right: { value: 4, tolerance: 1 } }),
        status,
        revealed: status !== 'closed',
      } as unknown as Poll;
      const whole = { ...poll, settings: { ...settings, ...poll.settings } } as Poll;
      expect(toldPoll(whole).settings).toMatchObject({ right: null });
      const over = { ...whole, status: 'closed', revealed: null } as Poll;
      expect(toldPoll(over).settings).toMatchObject({ right: { value: 4, tolerance: 1 } });
    },
  );

  test.each(languageNames)('[L1] the result is told in %s with what it comes to', async (language) => {
    const speech = await loadSpeech(language);
    const poll = numberPoll({ right: { value: 3, tolerance: 1 } });
    const told = spokenResult(resultOfValues(poll, [1, 2, 2, 4, 7, 10]), speech);
    expect(told).not.toMatch(/[{}]|undefined|NaN/);
    for (const figure of [4.333, 3, 6.25]) expect(told).toContain(speech.numberText(figure));
  });
});
