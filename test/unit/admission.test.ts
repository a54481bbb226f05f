import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createAdmission, type Visitor } from '../../server/src/realtime/admission.ts';

const TURN_MS = 10;
let nowMs = 0;
const admission = () => createAdmission(() => nowMs);

beforeEach(() => {
  nowMs = 0;
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** Lets turns begin, each this much after the one before. */
function turns(count: number, eachMs = TURN_MS): void {
  for (let turn = 0; turn < count; turn += 1) {
    nowMs += eachMs;
    jest.advanceTimersByTime(TURN_MS);
  }
}

/** Sends so many visitors at once; returns what became of each. */
function crowd(count: number, enter: (visitor: Visitor) => void) {
  const fates: { index: number; admitted?: true; retryAfterMs?: number; gone?: true }[] = [];
  for (let index = 0; index < count; index += 1) {
    const fate: (typeof fates)[number] = { index };
    fates.push(fate);
    enter({
      isGone: () => fate.gone === true,
      admit: () => {
        fate.admitted = true;
      },
      refuse: (retryAfterMs) => {
        fate.retryAfterMs = retryAfterMs;
      },
    });
  }
  return fates;
}

const admittedOf = (fates: ReturnType<typeof crowd>) => fates.filter(({ admitted }) => admitted).length;

describe('Admission', () => {
  test('[R11] lets a few in at once', () => {
    expect(admittedOf(crowd(10, admission().enter))).toBe(10);
  });

  test('[R11] lets a crowd in one after the other, in order, faster while nothing is late', () => {
    const fates = crowd(1_000, admission().enter);
    const paces: number[] = [];
    for (let before = 0; admittedOf(fates) < fates.length; before = admittedOf(fates)) {
      turns(1);
      paces.push(admittedOf(fates) - before);
      expect(fates.slice(0, admittedOf(fates)).every(({ admitted }) => admitted)).toBe(true);
    }
    expect(paces.length).toBeGreaterThan(20);
    expect(Math.max(...paces)).toBeLessThanOrEqual(50);
    expect(paces.at(-2)).toBeGreaterThan(paces[1]!);
  });

  test('[R11] lets fewer in while the process is late, but some always, and more when it no longer is', () => {
    const fates = crowd(2_000, admission().enter);
    turns(10, 100);
    const late = admittedOf(fates);
    turns(10, 100);
    // A second has passed: less than half of what it would be otherwise.
    expect(admittedOf(fates) - late).toBe(400);
    const before = admittedOf(fates);
    turns(10);
    expect(admittedOf(fates) - before).toBeGreaterThan(60);
  });

  test('[R11] tells those who would wait more than some seconds to come later, not all at the same time', () => {
    const fates = crowd(10_000, admission().enter);
    const told = fates.flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
    expect(told.length).toBeGreaterThan(1_000);
    expect(Math.min(...told)).toBeGreaterThan(5_000);
    expect(new Set(told).size).toBeGreaterThan(1_000);
    turns(1_000);
    expect(admittedOf(fates) + told.length).toBe(fates.length);
  });

  test('[R11] passes over those who have hung up; whoever waits at its close, or comes later, is sent elsewhere', () => {
    const { enter, close } = admission();
    const fates = crowd(1_000, enter);
    for (const fate of fates.slice(16, 900)) fate.gone = true;
    turns(5);
    expect(fates.slice(900, 916).every(({ admitted }) => admitted)).toBe(true);
    expect(admittedOf(fates.slice(16, 900))).toBe(0);
    close();
    const late = crowd(10, enter);
    const before = admittedOf(fates);
    turns(10);
    expect(admittedOf(fates)).toBe(before);
    const sentOn = [...fates.slice(before + 884), ...late];
    expect(sentOn.every(({ retryAfterMs = Number.NaN }) => retryAfterMs <= 1_000)).toBe(true);
  });
});
