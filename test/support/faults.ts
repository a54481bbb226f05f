import { afterAll, beforeAll } from '@jest/globals';

/** What escapes while the tests of a file run: unhandled rejections and uncaught exceptions, which would end a server. */
export function watchFaults(): readonly unknown[] {
  const faults: unknown[] = [];
  const note = (fault: unknown) => void faults.push(fault);
  const events = ['unhandledRejection', 'uncaughtException'];
  beforeAll(() => {
    for (const event of events) process.on(event, note);
  });
  afterAll(() => {
    for (const event of events) process.off(event, note);
  });
  return faults;
}
