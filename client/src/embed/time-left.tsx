import { clockText } from '../pages/parts/clock-text.ts';
import { useTimeLeft } from '../pages/parts/use-time-left.ts';
import { useSpeech } from './use-speech.ts';

const DAY_MS = 24 * 3_600_000;

/** `0:42 left`, or until when, by the server's clock. */
export function TimeLeft({ closesAt, now }: { closesAt: number; now: () => number }) {
  const { words, momentText } = useSpeech();
  const leftMs = useTimeLeft(closesAt, now);
  return (
    <span class="time">
      {leftMs > DAY_MS
        ? words('time.until', { time: momentText(closesAt) })
        : words('time.left', { time: clockText(leftMs) })}
    </span>
  );
}
