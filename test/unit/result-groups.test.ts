import { expect, test } from '@jest/globals';
import type { Result } from '@pollcast/shared/pure';
import { groupText, loadSpeech, spokenResult } from '@pollcast/shared/words';
import { csvOf } from '../../server/src/http/exports/csv.ts';
import { samplePoll, sampleTally } from '../support/poll-samples.ts';

const speech = await loadSpeech('en');
const [fast, clear] = [
  { id: 'o1', label: 'It is fast', voters: 3, mean: 3, level: 50 },
  { id: 'o2', label: 'It is clear', voters: 2, mean: 4.5, level: 88 },
];
const resultOf = (groups: NonNullable<Result['groups']>): Result => ({
  base: 3,
  voters: 3,
  rows: groups.map(({ id }) => ({ id: `${id}.3`, label: '3', count: 2, percent: 67, group: id })),
  groups,
});

test('[L3] a result in groups is told by the group in front, alone or with others', () => {
  expect(spokenResult(resultOf([fast!, clear!]), speech)).toBe(
    '3 votes. In front: It is clear, Average 4.5.',
  );
  expect(spokenResult(resultOf([fast!, { ...clear!, mean: 3, level: 50 }]), speech)).toBe(
    '3 votes. 2 options level in front, with Average 3.0 each.',
  );
  expect(spokenResult(resultOf([{ ...fast!, nps: 34 }]), speech)).toBe(
    '3 votes. In front: It is fast, NPS 34.',
  );
  expect(spokenResult(resultOf([{ ...fast!, nps: -34 }]), speech)).toBe('3 votes');
});

test('a group comes to its mean or its NPS, of nobody to a dash', () => {
  expect(groupText(clear!, speech)).toBe('Average 4.5');
  expect(groupText({ ...fast!, mean: null }, speech)).toBe('Average –');
  expect(groupText({ ...fast!, mean: null, nps: null }, speech)).toBe('NPS –');
});

test('[E1] tables have a column only where something stands in it; a number below zero is a number there', () => {
  const found = { poll: samplePoll(), tally: sampleTally() };
  const plain = { base: 1, voters: 1, rows: [{ id: 'o1', label: 'Tea', count: 1, percent: 100 }] };
  expect(csvOf([{ ...found, result: plain }])).toMatch(/label,count,percent\r\n.*,o1,Tea,1,100\r\n$/);
  const grouped = resultOf([{ ...fast!, nps: -34 }]);
  expect(csvOf([{ ...found, result: grouped }])).toMatch(
    /percent,group,groupVoters,groupMean,groupNps\r\n.*,o1\.3,3,2,67,It is fast,3,3,-34\r\n$/,
  );
});
