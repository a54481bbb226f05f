import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

const SMALLEST = 0.3;
const ROUNDS = 7;

interface Fit {
  /** What the element's height depends on besides its own size. */
  content: string;
  largest: number;
}

/** Scales the element's text by `--fit` to the largest that needs no scrolling, anew when content or size change. */
export function useFit(element: RefObject<HTMLElement | null>, { content, largest }: Fit): void {
  useLayoutEffect(() => {
    const frame = element.current!;
    const refit = () => scaleToFit(frame, largest);
    const observer = new ResizeObserver(refit);
    observer.observe(frame);
    // A kind's own picture comes when it is loaded.
    const pictures = new MutationObserver(refit);
    pictures.observe(frame, { childList: true });
    // The web font is wider than what stands in for it.
    void document.fonts.ready.then(refit);
    return () => {
      observer.disconnect();
      pictures.disconnect();
    };
  }, [element, content, largest]);
}

function scaleToFit(frame: HTMLElement, largest: number): void {
  const fits = (scale: number) => {
    frame.style.setProperty('--fit', String(scale));
    return frame.scrollHeight <= frame.clientHeight;
  };
  if (fits(largest)) return;
  let [low, high] = [SMALLEST, largest];
  for (let round = 0; round < ROUNDS; round++) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  fits(low);
}
