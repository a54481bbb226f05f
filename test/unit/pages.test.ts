import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Poll } from '@pollcast/shared/pure';
import { isSettled, sendsAtOnce } from '../../client/src/pages/audience/ballot-course.ts';
import { hintOf, whyNoResult } from '../../client/src/pages/audience/hints.ts';
import { nextStep } from '../../client/src/pages/moderate/next-step.ts';
import { changeOf, draftOf, formOf } from '../../client/src/pages/moderate/poll-form.ts';
import { clockText } from '../../client/src/pages/parts/clock-text.ts';
import { figure, speak, words } from '../../client/src/pages/words/words.ts';
import { choose, samplePoll } from '../support/poll-samples.ts';

type Settings = Extract<Poll, { kind: 'choice' }>['settings'];
const withSettings = (changes: Partial<Settings>) =>
  samplePoll({ settings: { ...samplePoll().settings, ...changes } });

beforeAll(() => speak('en'));

describe('words', () => {
  test('numbers choose their plural and are written the language’s way', () => {
    expect(words('result.votes', { count: 1 })).toBe('1 vote');
    expect(words('result.votes', { count: 12_345 })).toBe('12,345 votes');
  });

  test('a figure is count and percent', () => {
    expect(figure(33, 31)).toBe('33 (31%)');
  });

  test('a begun second counts as a whole one', () => {
    expect([0, 1, 1000, 42_001, 3_600_000].map(clockText)).toEqual([
      '0:00',
      '0:01',
      '0:01',
      '0:43',
      '1:00:00',
    ]);
  });
});

describe('the audience', () => {
  test('a tap casts at once only where it is the whole answer and can be taken back', () => {
    expect(sendsAtOnce(samplePoll())).toBe(true);
    expect(sendsAtOnce(withSettings({ max: 2 }))).toBe(false);
    expect(sendsAtOnce(withSettings({ changeable: false }))).toBe(false);
  });

  test('a final answer is settled from the moment it is sent', () => {
    const ballot = { state: 'sending', answer: choose('o1'), previous: null, attempts: 1 } as const;
    expect(isSettled(withSettings({ changeable: false }), ballot)).toBe(true);
    expect(isSettled(samplePoll(), ballot)).toBe(false);
  });

  test('says how many to choose', () => {
    expect(hintOf(withSettings({ max: 2 }))).toBe('Choose up to 2.');
    expect(hintOf(withSettings({ min: 2, max: 2 }))).toBe('Choose 2.');
    expect(hintOf(withSettings({ changeable: false }))).toContain('can’t be changed');
  });

  test('[H1] says why a result is not there', () => {
    expect(whyNoResult(withSettings({ results: 'after-vote' }), null)).toContain('once you have answered');
    expect(whyNoResult(withSettings({ results: 'after-close' }), null)).toContain('once voting is closed');
    expect(whyNoResult(samplePoll({ revealed: false }), null)).toContain('not shown yet');
    expect(whyNoResult(samplePoll(), null)).toBeNull();
  });
});

describe('the moderator', () => {
  test('[S1] the main button leads from draft to the next poll', () => {
    const staged = { isStaged: true, hasNext: true };
    const hidden = withSettings({ results: 'moderators' });
    expect(nextStep(samplePoll({ status: 'draft' }), staged)).toBe('open');
    expect(nextStep(samplePoll(), staged)).toBe('close');
    expect(nextStep({ ...hidden, status: 'closed' }, staged)).toBe('show');
    expect(nextStep({ ...hidden, status: 'closed', revealed: true }, staged)).toBe('next');
    expect(nextStep(samplePoll({ status: 'closed' }), { isStaged: true, hasNext: false })).toBe('new');
    expect(nextStep(samplePoll({ status: 'closed' }), { isStaged: false, hasNext: true })).toBe('stage');
  });

  test('a form keeps blank options to itself and never asks for more answers than options', () => {
    const form = formOf(null);
    const asked = {
      ...form,
      question: 'Q?',
      own: { ...form.own, choice: { min: 1, max: 3 } },
      options: [{ label: ' A ' }, { label: '' }, { label: 'B' }],
    };
    expect(draftOf(asked)).toMatchObject({ options: [{ label: 'A' }, { label: 'B' }], settings: { max: 2 } });
  });

  test('[S1] a started poll changes only what may still be mended', () => {
    const change = changeOf(samplePoll(), {
      ...formOf(samplePoll()),
      question: 'Typo mended?',
      changeable: false,
    });
    expect(change).toMatchObject({ question: 'Typo mended?', options: samplePoll().options });
    expect(Object.keys(change.settings ?? {}).sort()).toEqual(['results', 'turnout']);
    expect(change).not.toHaveProperty('kind');
  });
});
