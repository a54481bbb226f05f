import { expect, test } from '@jest/globals';
import type { Poll } from '@pollcast/shared/pure';
import { leadingLines } from '../../client/src/pages/board/leading-lines.ts';
import { createPace } from '../../client/src/pages/board/pace.ts';
import {
  type Course,
  countsAt,
  courseOfRows,
  fromStart,
  momentsOf,
  withPoint,
} from '../../client/src/pages/course/course.ts';
import { samplePoll } from '../support/poll-samples.ts';

const pointAt = (at: number, o1 = at) => ({ at, voters: o1, bins: { o1 } });
const timesOf = (course: Course) => course.map(({ at }) => at);

test('a course takes in what is new, once a second', () => {
  let course: Course = [];
  for (const at of [1000, 1200, 1900, 2100]) course = withPoint(course, pointAt(at));
  expect(timesOf(course)).toEqual([1900, 2100]);
});

test('a course takes in neither what it knows nor what is older', () => {
  const course = [pointAt(5000)];
  expect(withPoint(course, pointAt(9000, 5000))).toBe(course);
  expect(withPoint(course, pointAt(4000))).toBe(course);
});

test('a long course stays short, and keeps its ends', () => {
  let course: Course = [];
  for (let second = 1; second <= 5000; second++) course = withPoint(course, pointAt(second * 1000));
  expect(course.length).toBeLessThanOrEqual(600);
  expect([course[0]!.at, course.at(-1)!.at]).toEqual([1000, 5_000_000]);
});

test('a course begins with nobody when the poll was opened', () => {
  expect(fromStart([pointAt(5000)], 2000)[0]).toEqual({ at: 2000, voters: 0, bins: {} });
  expect(timesOf(fromStart([pointAt(5000)], 7000))).toEqual([5000]);
  expect(fromStart([], 2000)).toEqual([]);
});

test('between two points the counts are those of the earlier one', () => {
  const course = [1000, 2000, 3000].map((at) => pointAt(at));
  expect([500, 1999, 2000, 9000].map((at) => countsAt(course, at).at)).toEqual([1000, 1000, 2000, 3000]);
});

test('the course of a number poll has what its buckets came to, counted once', () => {
  const settings = { ...samplePoll().settings, min: 0, max: 99, step: 1, right: null };
  const poll = { ...samplePoll(), kind: 'number', options: [], settings } as Poll;
  const course = [
    { at: 1000, voters: 2, bins: { v40: 1, v47: 1 } },
    { at: 2000, voters: 4, bins: { v40: 1, v47: 2, v90: 1 } },
  ];
  const counts = courseOfRows(poll, course);
  expect(counts.map(({ bins }) => [bins.v40, bins.v90, bins.v0])).toEqual([
    [2, 0, 0],
    [3, 1, 0],
  ]);
  expect(courseOfRows(poll, course)[1]).toBe(counts[1]);
});

test('moments are taken evenly, both ends among them', () => {
  const course = Array.from({ length: 101 }, (_, index) => pointAt(index));
  expect(timesOf(momentsOf(course, 5))).toEqual([0, 25, 50, 75, 100]);
  expect(momentsOf(course.slice(0, 3), 5)).toHaveLength(3);
});

test('the pace is that of the last ten seconds, unknown at first, and never below nothing', () => {
  const pace = createPace();
  pace.take(0, 100);
  expect(pace.perSecond()).toBeNull();
  pace.take(2000, 104);
  expect(pace.perSecond()).toBe(2);
  for (let second = 3; second <= 20; second++) pace.take(second * 1000, 104);
  expect(pace.perSecond()).toBe(0);
  pace.take(21_000, 90);
  expect(pace.perSecond()).toBe(0);
});

test('after a lost connection the pace is counted anew', () => {
  const pace = createPace();
  pace.take(0, 0);
  pace.take(1000, 5);
  pace.restart();
  pace.take(60_000, 500);
  expect(pace.perSecond()).toBeNull();
  pace.take(61_000, 501);
  expect(pace.perSecond()).toBe(1);
});

test('the lines in front keep the poll’s order, ties go to the earlier one', () => {
  const lines = [3, 9, 3, 7].map((count, index) => ({ id: `o${index}`, part: count / 22 }));
  expect(leadingLines(lines, 3).map(({ id }) => id)).toEqual(['o0', 'o1', 'o3']);
});
