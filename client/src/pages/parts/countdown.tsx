import { momentText, words } from '../words/words.ts';
import { clockText } from './clock-text.ts';
import { useTimeLeft } from './use-time-left.ts';

const DAY_MS = 24 * 3_600_000;

/** `0:42 left`, by the server's clock. */
export function Countdown({ closesAt, now }: { closesAt: number; now: () => number }) {
  const leftMs = useTimeLeft(closesAt, now);
  if (leftMs > DAY_MS) return <span>{words('time.until', { time: momentText(closesAt) })}</span>;
  return <span class="figures">{words('time.left', { time: clockText(leftMs) })}</span>;
}
