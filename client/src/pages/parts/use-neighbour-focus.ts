import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** When the list's button that has the focus goes away with a drawing, the one in its place gets it, or else the last. */
export function useNeighbourFocus(list: RefObject<HTMLElement | null>): void {
  const buttons = () => [...(list.current?.querySelectorAll('button') ?? [])];
  const before = buttons();
  const place = before.indexOf(document.activeElement as HTMLButtonElement);
  useLayoutEffect(() => {
    const focused = before[place];
    if (focused === undefined || document.activeElement !== document.body) return;
    const now = buttons();
    // One that moves within the list loses it too.
    const next = focused.isConnected ? focused : now[Math.min(place, now.length - 1)];
    next?.focus({ preventScroll: true });
  });
}
