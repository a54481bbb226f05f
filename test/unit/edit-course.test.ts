import { describe, expect, test } from '@jest/globals';
import { LIMITS, type OptionId, type Poll } from '@pollcast/shared/pure';
import {
  type Edit,
  isChanged,
  rebased,
  startEdit,
  yielded,
} from '../../client/src/pages/moderate/edit-course.ts';
import { draftOf, formOf } from '../../client/src/pages/moderate/poll-form.ts';
import { doubledLabel, withPasted } from '../../client/src/pages/parts/draft-options.ts';
import { samplePoll } from '../support/poll-samples.ts';

const draft = samplePoll({ status: 'draft' });
const written = (poll: Poll, change: Partial<Edit['form']>): Edit => {
  const edit = startEdit(poll);
  return { ...edit, form: { ...edit.form, ...change } };
};
const option = (id: string, label: string) => ({ id: id as OptionId, label });

describe('An edit while somebody else edits the same poll', () => {
  test('has what only the other has changed, and keeps what only it has changed', () => {
    const mine = written(draft, { question: 'Mine?' });
    const theirs = {
      ...draft,
      version: 11,
      settings: { ...draft.settings, results: 'after-close' as const },
    };
    const now = rebased(mine, theirs);
    expect(now.form).toMatchObject({ question: 'Mine?', results: 'after-close' });
    expect(now).toMatchObject({ isMerged: true, clashes: [], base: { version: 11 } });
  });

  test('keeps its own where both have changed the same, says so, and can take the other’s', () => {
    const mine = written(draft, { question: 'Mine?', turnout: false });
    const now = rebased(mine, { ...draft, version: 11, question: 'Theirs?' });
    expect(now.form.question).toBe('Mine?');
    expect(now.clashes).toEqual(['question']);
    expect(yielded(now)).toMatchObject({ form: { question: 'Theirs?', turnout: false }, clashes: [] });
  });

  test('still has the clash after another change elsewhere, and none once both say the same', () => {
    const clashing = rebased(written(draft, { question: 'Mine?' }), {
      ...draft,
      version: 11,
      question: 'Theirs?',
    });
    const elsewhere = {
      ...draft,
      version: 12,
      question: 'Theirs?',
      settings: { ...draft.settings, turnout: false },
    };
    expect(rebased(clashing, elsewhere).clashes).toEqual(['question']);
    const agreed = rebased(clashing, { ...elsewhere, version: 13, question: 'Mine?' });
    expect(agreed.clashes).toEqual([]);
    expect(isChanged(agreed)).toBe(false);
  });

  test('finds nothing new in its own saved change', () => {
    const mine = written(draft, { options: [...draft.options, { label: 'Water' }] });
    const saved = { ...draft, version: 11, options: [...draft.options, option('o3', 'Water')] };
    expect(rebased(mine, saved)).toMatchObject({ isMerged: false, clashes: [] });
    expect(isChanged(rebased(mine, saved))).toBe(false);
  });

  test('keeps only mended words once voting has started', () => {
    const mine = written(draft, {
      kind: 'rating',
      changeable: false,
      options: [option('o2', 'Strong coffee'), { label: 'Water' }],
    });
    const now = rebased(mine, { ...draft, version: 11, status: 'open' });
    expect(now.form).toMatchObject({ kind: 'choice', changeable: true });
    expect(now.form.options).toEqual([option('o1', 'Tea'), option('o2', 'Strong coffee')]);
  });

  test('is changed by words, not by blank options', () => {
    expect(isChanged(written(draft, { options: [...draft.options, { label: ' ' }] }))).toBe(false);
    expect(isChanged(written(draft, { question: 'Tea?' }))).toBe(true);
    expect(isChanged(startEdit(null))).toBe(false);
  });
});

describe('A list pasted into an option', () => {
  test('becomes one option a line, in place of the blank ones after it', () => {
    const options = [{ label: 'First' }, { label: '' }, { label: '' }, option('o9', 'Last')];
    const pasted = withPasted(options, 1, ['A', ' B ', 'C']);
    expect(pasted.options.map(({ label }) => label)).toEqual(['First', 'A', 'B', 'C', 'Last']);
    expect(pasted).toMatchObject({ last: 3, isCut: false });
  });

  test('says when it does not fit: too many lines, or one too long', () => {
    const lines = Array.from({ length: LIMITS.optionsMax + 1 }, (_, index) => `Line ${index}`);
    const pasted = withPasted([{ label: '' }, { label: '' }], 0, lines);
    expect(pasted.options).toHaveLength(LIMITS.optionsMax);
    expect(pasted).toMatchObject({ isCut: true, last: LIMITS.optionsMax - 1 });
    const long = withPasted([{ label: '' }], 0, ['x'.repeat(LIMITS.labelCharacters + 1), 'y']);
    expect(long.isCut).toBe(true);
    expect(long.options[0]!.label).toHaveLength(LIMITS.labelCharacters);
  });

  test('shows which label is there twice', () => {
    expect(doubledLabel([{ label: 'A' }, { label: 'B' }, { label: ' A ' }])).toBe('A');
    expect(doubledLabel([{ label: 'A' }, { label: '' }, { label: '' }])).toBeNull();
  });
});

test('a form never asks for more answers at least than at most, nor for more than there are options', () => {
  const form = { ...formOf(draft), options: [...draft.options, { label: 'Water' }] };
  const asking = (choice: { min: number; max: number }) =>
    draftOf({ ...form, own: { ...form.own, choice } }).settings;
  expect(asking({ min: 4, max: 5 })).toMatchObject({ min: 3, max: 3 });
  expect(asking({ min: 4, max: 1 })).toMatchObject({ min: 1, max: 1 });
});
