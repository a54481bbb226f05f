import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Focus is never lost: when what had it in the container goes away with a drawing, the `fallback` gets it, an element in
 * the container that takes focus by script, as soon as there is one.
 */
export function useKeptFocus(container: RefObject<HTMLElement | null>, fallback: string): void {
  const focused = useRef<Element | null>(null);
  const activeElement = activeNear(container.current);
  if (activeElement !== document.body) {
    focused.current = container.current?.contains(activeElement) ? activeElement : null;
  }
  useLayoutEffect(() => {
    if (focused.current === null || focused.current.isConnected || document.activeElement !== document.body)
      return;
    container.current?.querySelector<HTMLElement>(fallback)?.focus({ preventScroll: true });
  });
}

/** What has the focus, as seen from an element that may stand in a shadow tree. */
function activeNear(element: HTMLElement | null): Element | null {
  const root = element?.getRootNode() as Document | ShadowRoot | undefined;
  return root?.activeElement ?? document.activeElement;
}
