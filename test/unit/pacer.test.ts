import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { createPacer, type Pacer } from '../../server/src/domain/pacer.ts';

const INTERVAL_MS = 50;

let intervalMs: number;
/** What a send returns. */
let sending: Promise<void> | undefined;
let sent: { key: string; atMs: number }[];
let startedAt: number;
let pacer: Pacer<string>;

beforeEach(() => {
  jest.useFakeTimers();
  startedAt = Date.now();
  intervalMs = INTERVAL_MS;
  sending = undefined;
  sent = [];
  pacer = createPacer(
    (key) => {
      sent.push({ key, atMs: Date.now() - startedAt });
      return sending;
    },
    () => intervalMs,
  );
});
afterEach(() => {
  pacer.close();
  jest.useRealTimers();
});

const times = (key = 'a') => sent.filter((send) => send.key === key).map(({ atMs }) => atMs);

describe('the pacer', () => {
  test('[T1] sends the first change at once', () => {
    pacer.mark('a');
    expect(times()).toEqual([0]);
  });

  test('[T1] sends at most once an interval, however many changes come', () => {
    for (let ms = 0; ms < 200; ms += 1) {
      pacer.mark('a');
      jest.advanceTimersByTime(1);
    }
    expect(times()).toEqual([0, 50, 100, 150, 200]);
  });

  test('[T2] sends once more after the last change, and then nothing', () => {
    pacer.mark('a');
    jest.advanceTimersByTime(10);
    pacer.mark('a');
    jest.advanceTimersByTime(1_000);
    expect(times()).toEqual([0, 50]);
  });

  test('[T1] sends at once again after a quiet interval', () => {
    pacer.mark('a');
    jest.advanceTimersByTime(INTERVAL_MS);
    jest.advanceTimersByTime(3);
    pacer.mark('a');
    expect(times()).toEqual([0, 53]);
  });

  test('[T1] asks for the interval after each send, so that it stretches with what a send cost', () => {
    pacer.mark('a');
    intervalMs = 200;
    for (const advance of [50, 100, 100, 200]) {
      pacer.mark('a');
      jest.advanceTimersByTime(advance);
    }
    expect(times()).toEqual([0, 50, 250, 450]);
  });

  test('paces each key by itself', () => {
    pacer.mark('a');
    jest.advanceTimersByTime(20);
    pacer.mark('b');
    pacer.mark('a');
    jest.advanceTimersByTime(100);
    expect([times('a'), times('b')]).toEqual([[0, 50], [20]]);
  });

  test('what cannot wait goes at once and begins a new interval', () => {
    pacer.mark('a');
    jest.advanceTimersByTime(20);
    pacer.mark('a');
    pacer.sendNow('a');
    jest.advanceTimersByTime(49);
    pacer.mark('a');
    jest.advanceTimersByTime(100);
    expect(times()).toEqual([0, 20, 70]);
  });

  test('[T1] counts an interval from the start of a send, and asks for it at the end', async () => {
    let end = () => {};
    sending = new Promise((resolve) => {
      end = resolve;
    });
    pacer.mark('a');
    pacer.mark('a');
    jest.advanceTimersByTime(80);
    expect(times()).toEqual([0]);
    intervalMs = 200;
    end();
    await jest.advanceTimersByTimeAsync(119);
    expect(times()).toEqual([0]);
    jest.advanceTimersByTime(1);
    expect(times()).toEqual([0, 200]);
  });

  test('[T1] sends at once what cannot wait, though a send is under way, and begins anew', async () => {
    let end = () => {};
    sending = new Promise((resolve) => {
      end = resolve;
    });
    pacer.mark('a');
    jest.advanceTimersByTime(10);
    sending = undefined;
    pacer.sendNow('a');
    pacer.mark('a');
    end();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(times()).toEqual([0, 10, 60]);
  });

  test('[T2] a change during a send is sent, too', () => {
    const reentrant = createPacer<string>(
      (key) => {
        sent.push({ key, atMs: Date.now() - startedAt });
        if (sent.length === 1) reentrant.mark(key);
        return undefined;
      },
      () => INTERVAL_MS,
    );
    reentrant.mark('a');
    jest.advanceTimersByTime(1_000);
    expect(times()).toEqual([0, 50]);
  });

  test('sends nothing once closed', () => {
    pacer.mark('a');
    pacer.mark('a');
    pacer.close();
    pacer.mark('a');
    pacer.mark('b');
    pacer.sendNow('a');
    jest.advanceTimersByTime(1_000);
    expect(sent).toEqual([{ key: 'a', atMs: 0 }]);
  });
});
