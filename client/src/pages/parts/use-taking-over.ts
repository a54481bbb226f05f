import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** For the heading of a page that takes the place of another under somebody's eyes, if it `takesOver`: it gets the focus. */
export function useTakingOver(takesOver: boolean): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesOver) heading.current?.focus();
  }, [takesOver]);
  return heading;
}
