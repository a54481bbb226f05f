import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const SMALLEST = 0.3;
const LARGEST = 1.5;
const ROUNDS = 7;

/**
 * Scales the element's text by `--fit` to the largest that needs no scrolling, anew when `content` or the element's
 * size changes.
 */
export function useFit(element: RefObject<HTMLElement | null>, content: string): void {
  useLayoutEffect(() => {
    const frame = element.current!;
    const refit = () => scaleToFit(frame);
    const observer = new ResizeObserver(refit);
    observer.observe(frame);
    // The web font is wider than what stands in for it.
    void document.fonts.ready.then(refit);
    return () => observer.disconnect();
  }, [element, content]);
}

function scaleToFit(frame: HTMLElement): void {
  const fits = (scale: number) => {
    frame.style.setProperty('--fit', String(scale));
    return frame.scrollHeight <= frame.clientHeight;
  };
  if (fits(LARGEST)) return;
  let [low, high] = [SMALLEST, LARGEST];
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  fits(low);
}
