import type { ComponentChildren } from 'preact';
import './fold.css';

/** A part of the page that unfolds by its heading. */
export function Fold({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <details class="fold">
      <summary>
        <h2>{title}</h2>
        <svg class="chevron" viewBox="0 0 12 8" aria-hidden="true">
          <path d="M1.5 1.5 6 6l4.5-4.5" />
        </svg>
      </summary>
      <div class="inside">{children}</div>
    </details>
  );
}
