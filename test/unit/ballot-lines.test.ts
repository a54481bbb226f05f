import { expect, it } from '@jest/globals';
import type { OptionId, PollBallots } from '@pollcast/shared';
import { ballotLines } from '../../server/src/http/exports/ballot-lines.ts';
import { samplePoll } from '../support/poll-samples.ts';

/** Answers of any shape, as kinds have them that are not there yet. */
function linesOf(ballots: { answer: object; count: number }[]): string[] {
  const found = { poll: samplePoll(), ballots, serverNow: 1 } as unknown as PollBallots;
  return [...ballotLines(found)].join('').split('\r\n').slice(0, -1);
}

it('[E3] has a column for each part of an answer, by the names of the options', () => {
  const [o1, o2] = ['o1', 'o2'] as OptionId[];
  expect(linesOf([{ answer: { value: 7 }, count: 2 }])).toEqual(['ballot,value', '1,7', '2,7']);
  expect(
    linesOf([
      { answer: { points: { o2: 100 } }, count: 1 },
      { answer: { points: { o1: 30, o2: 70 } }, count: 1 },
    ]),
  ).toEqual(['ballot,points Tea,points Coffee', '1,,100', '2,30,70']);
  expect(linesOf([{ answer: { order: [o2, o1] }, count: 1 }])).toEqual([
    'ballot,order 1,order 2',
    '1,Coffee,Tea',
  ]);
  expect(linesOf([{ answer: { words: [] }, count: 1 }])).toEqual(['ballot', '1']);
  expect(linesOf([{ answer: { words: ['=1', 'x'] }, count: 1 }])).toEqual([
    'ballot,words 1,words 2',
    "1,'=1,x",
  ]);
});

it('[E3] has as many lines as ballots, however many', () => {
  const lines = linesOf([
    { answer: { value: 1 }, count: 1200 },
    { answer: { value: 2 }, count: 1 },
  ]);
  expect(lines).toHaveLength(1202);
  expect(lines.slice(-2)).toEqual(['1200,1', '1201,2']);
});
