import { useEffect, useState } from 'preact/hooks';
import { words } from '../words/words.ts';

const SAID_MS = 2000;

/** Copies a text and says so for a moment. `name` tells screen readers which one. */
export function CopyButton({ name, text }: { name: string; text: string }) {
  const [isCopied, setIsCopied] = useState(false);
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
      aria-label={words('moderate.copyOf', { action, link: name })}
      onClick={() => void copy(text).then(() => setIsCopied(true))}
    >
      {action}
    </button>
  );
}

/** The clipboard where the page is secure; else the old way, since halls are often served over plain HTTP. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard !== undefined) return navigator.clipboard.writeText(text);
  const field = document.createElement('textarea');
  field.value = text;
  document.body.append(field);
  field.select();
  document.execCommand('copy');
  field.remove();
}
