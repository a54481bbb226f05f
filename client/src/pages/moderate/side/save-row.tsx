import type { ComponentChildren } from 'preact';
import { words } from '../../words/words.ts';

interface SaveRowProps {
  name: string;
  /** Beside the name. */
  extra?: ComponentChildren;
  children: ComponentChildren;
}

/** One thing to save, and the ways to. */
export function SaveRow({ name, extra, children }: SaveRowProps) {
  return (
    <div class="save">
      <div class="head">
        <span class="name">{name}</span>
        {extra}
      </div>
      <div class="buttons">{children}</div>
    </div>
  );
}

interface SaveButtonProps {
  /** What is saved. */
  of: string;
  /** As what. */
  children: string;
  onClick: () => void;
}

export function SaveButton({ of, children, onClick }: SaveButtonProps) {
  const name = words('moderate.copyOf', { action: children, link: of });
  return (
    <button type="button" class="button" data-look="quiet" aria-label={name} onClick={onClick}>
      {children}
    </button>
  );
}
