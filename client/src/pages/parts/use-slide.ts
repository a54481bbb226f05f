import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { isCalm } from './calm.ts';

const SLIDE_MS = 300;

/** Lets a list's items slide to their new places when `order` changes. */
export function useSlide(list: RefObject<HTMLElement | null>, order: string): void {
  const shown = useRef(order);
  const before = useRef<Map<Element, DOMRect> | null>(null);
  // Before the new order is on the page the old places can still be read.
  if (shown.current !== order && list.current !== null) before.current = placesIn(list.current);
  shown.current = order;
  useLayoutEffect(() => {
    const from = before.current;
    before.current = null;
    if (from === null || isCalm()) return;
    for (const [item, to] of placesIn(list.current!)) slide(item, from.get(item) ?? to, to);
  }, [list, order]);
}

function placesIn(list: HTMLElement): Map<Element, DOMRect> {
  return new Map([...list.children].map((item) => [item, item.getBoundingClientRect()]));
}

function slide(item: Element, from: DOMRect, to: DOMRect): void {
  const way = `translate(${from.x - to.x}px, ${from.y - to.y}px)`;
  item.animate([{ transform: way }, { transform: 'none' }], { duration: SLIDE_MS, easing: 'ease-out' });
}
