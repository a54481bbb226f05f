import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import styles from './beyond-rows.css?inline';

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);

/** Brings the styles of what was loaded late into the shadow tree that the element stands in. */
export function useOwnSheet<E extends HTMLElement>(): RefObject<E | null> {
  const element = useRef<E>(null);
  useLayoutEffect(() => {
    const { adoptedStyleSheets } = element.current!.getRootNode() as ShadowRoot;
    if (!adoptedStyleSheets.includes(sheet)) adoptedStyleSheets.push(sheet);
  }, []);
  return element;
}
