import { language } from '../words/words.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const CLOCK = { hour: 'numeric', minute: '2-digit' } as const;

/** How moments are written, so finely that those `apartMs` from each other differ. */
export function timeWriter(apartMs: number): (at: number) => string {
  const format = new Intl.DateTimeFormat(language(), formatFor(apartMs));
  return (at) => format.format(at);
}

function formatFor(apartMs: number): Intl.DateTimeFormatOptions {
  if (apartMs >= DAY_MS) return { day: 'numeric', month: 'short' };
  return apartMs < MINUTE_MS ? { ...CLOCK, second: '2-digit' } : CLOCK;
}
