import { useEffect, useRef, useState } from 'preact/hooks';
import { words } from '../words/words.ts';

const SAID_MS = 2000;

/** Copies a text and says so for a moment. `name` tells screen readers which one. */
export function CopyButton({ name, text }: { name: string; text: string }) {
  const [isCopied, setIsCopied] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const timer = setTimeout(() => setIsCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const action = words(isCopied ? 'moderate.copied' : 'moderate.copy');
  return (
    <button
      type="button"
      class="button"
      data-look="bare"
      ref={button}
      aria-label={words('moderate.copyOf', { action, link: name })}
      onClick={() => void copy(text, button.current!).then(setIsCopied)}
    >
      {action}
    </button>
  );
}

/** The clipboard where the page is secure; else the old way, since halls are often served over plain HTTP. */
async function copy(text: string, near: HTMLElement): Promise<boolean> {
  if (navigator.clipboard === undefined) return copyOldWay(text, near);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => false,
  );
}

/** Beside the button, since nothing outside an open dialog can be selected. */
function copyOldWay(text: string, near: HTMLElement): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  near.after(field);
  field.select();
  const isCopied = document.execCommand('copy');
  field.remove();
  near.focus();
  return isCopied;
}
