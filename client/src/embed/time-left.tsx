import type { Speech } from '@pollcast/shared/words';
import { clockText } from '../pages/parts/clock-text.ts';
import { useTimeLeft } from '../pages/parts/use-time-left.ts';

const DAY_MS = 24 * 3_600_000;

interface TimeLeftProps {
  closesAt: number;
  now: () => number;
  speech: Speech;
}

/** `0:42 left`, or until when, by the server's clock. */
export function TimeLeft({ closesAt, now, speech: { words, momentText } }: TimeLeftProps) {
  const leftMs = useTimeLeft(closesAt, now);
  return (
    <span class="time">
      {leftMs > DAY_MS
        ? words('time.until', { time: momentText(closesAt) })
        : words('time.left', { time: clockText(leftMs) })}
    </span>
  );
}
