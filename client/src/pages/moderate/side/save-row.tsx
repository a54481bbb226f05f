import type { ComponentChildren } from 'preact';
import { words } from '../../words/words.ts';

/** One thing to save, and the ways to. */
export function SaveRow({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <p class="save">
      <span class="name">{name}</span>
      {children}
    </p>
  );
}

interface SaveButtonProps {
  /** What is saved. */
  of: string;
  /** As what. */
  children: string;
  onClick: () => unknown;
}

export function SaveButton({ of, children, onClick }: SaveButtonProps) {
  const name = words('moderate.copyOf', { action: children, link: of });
  return (
    <button type="button" class="button" data-look="bare" aria-label={name} onClick={onClick}>
      {children}
    </button>
  );
}
