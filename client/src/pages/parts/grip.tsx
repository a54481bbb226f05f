import type { RefObject } from 'preact';
import { words } from '../words/words.ts';
import './grip.css';

/** Where a row is taken hold of. For pointers only: keys move rows too. */
export function Grip({ grip }: { grip: RefObject<HTMLSpanElement | null> }) {
  return (
    <span class="grip" ref={grip} title={words('moderate.drag')} aria-hidden="true">
      <svg viewBox="0 0 8 14" aria-hidden="true">
        <path d="M2 2h.01M6 2h.01M2 7h.01M6 7h.01M2 12h.01M6 12h.01" />
      </svg>
    </span>
  );
}
