import { useEffect, useState } from 'preact/hooks';
import { momentText, words } from '../words/words.ts';
import { clockText } from './clock-text.ts';

const DAY_MS = 24 * 3_600_000;

/** `0:42 left`, by the server's clock. */
export function Countdown({ closesAt, now }: { closesAt: number; now: () => number }) {
  const leftMs = useTimeLeft(closesAt, now);
  if (leftMs > DAY_MS) return <span>{words('time.until', { time: momentText(closesAt) })}</span>;
  return <span class="figures">{words('time.left', { time: clockText(leftMs) })}</span>;
}

function useTimeLeft(closesAt: number, now: () => number): number {
  const [leftMs, setLeftMs] = useState(() => closesAt - now());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const tick = () => {
      const left = Math.max(0, closesAt - now());
      setLeftMs(left);
      // The next whole second, and never longer: the server's clock may be learned better meanwhile.
      if (left > 0) timer = setTimeout(tick, left % 1000 || 1000);
    };
    tick();
    return () => clearTimeout(timer);
  }, [closesAt, now]);
  return leftMs;
}
