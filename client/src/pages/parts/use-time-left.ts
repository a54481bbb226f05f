import { useEffect, useState } from 'preact/hooks';

/** Milliseconds until a time by the server's clock, anew each second; 0 once it is over. */
export function useTimeLeft(closesAt: number, now: () => number): number {
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
