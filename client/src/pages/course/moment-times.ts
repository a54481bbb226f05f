import { language } from '../words/words.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

const CLOCK = { hour: 'numeric', minute: '2-digit' } as const;

/** How moments are written, so finely that those `apartMs` from each other differ. */
export function timeWriter(apartMs: number): (at: number) => string {
  const format = formatFor(apartMs);
  return (at) => format.format(at);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Made once: that is dear, and each plot asks for several each second. */
function formatFor(apartMs: number): Intl.DateTimeFormat {
  const options = optionsFor(apartMs);
  const name = [language(), ...Object.keys(options)].join();
  const format = formats.get(name) ?? new Intl.DateTimeFormat(language(), options);
  formats.set(name, format);
  return format;
}

function optionsFor(apartMs: number): Intl.DateTimeFormatOptions {
  if (apartMs >= DAY_MS) return { day: 'numeric', month: 'short' };
  return apartMs < MINUTE_MS ? { ...CLOCK, second: '2-digit' } : CLOCK;
}
