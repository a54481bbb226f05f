import { useLayoutEffect, useRef } from 'preact/hooks';
import { isCalm } from './calm.ts';

const TWEEN_MS = 300;

/** Numbers that run to their new values; written straight into the element, so nothing is drawn again for a frame. */
export function Tween({
  values,
  write,
}: {
  values: readonly number[];
  write: (...values: number[]) => string;
}) {
  const element = useRef<HTMLSpanElement>(null);
  const shown = useRef<readonly number[] | null>(null);
  useLayoutEffect(() => {
    const from = shown.current;
    const show = (now: readonly number[]) => {
      shown.current = now;
      element.current!.textContent = write(...now);
    };
    if (from === null || isCalm() || sameNumbers(from, values)) return show(values);
    return run((part) =>
      show(values.map((to, index) => Math.round(from[index]! + (to - from[index]!) * part))),
    );
  }, [values.join(), write]);
  return <span ref={element} class="figures" />;
}

function sameNumbers(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((value, index) => value === b[index]);
}

/** Calls back each frame with the part of the way, eased out, 1 at the end. Returns how to stop it. */
function run(step: (part: number) => void): () => void {
  const startAt = performance.now();
  let frame = requestAnimationFrame(function next(now) {
    // A frame's time is its beginning, which may lie before the start.
    const left = Math.min(1, Math.max(0, 1 - (now - startAt) / TWEEN_MS));
    step(1 - left ** 3);
    if (left > 0) frame = requestAnimationFrame(next);
  });
  return () => cancelAnimationFrame(frame);
}
