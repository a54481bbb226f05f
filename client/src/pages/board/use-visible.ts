import type { RefObject } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A little before it comes into view. */
const MARGIN = '256px';

/** Is the element in view? */
export function useVisible(element: RefObject<Element | null>): boolean {
  const [isVisible, setIsVisible] = useState(false);
  useEffect(() => {
    const observer = new IntersectionObserver((entries) => setIsVisible(entries.at(-1)!.isIntersecting), {
      rootMargin: MARGIN,
    });
    observer.observe(element.current!);
    return () => observer.disconnect();
  }, [element]);
  return isVisible;
}
