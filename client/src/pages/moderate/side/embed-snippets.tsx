import type { Poll } from '@pollcast/shared/pure';
import { useId } from 'preact/hooks';
import { CopyButton } from '../../parts/copy-button.tsx';
import { words } from '../../words/words.ts';
import { Fold } from './fold.tsx';
import { elementSnippet, frameSnippet } from './snippets.ts';

/** What to paste into an article: the element where scripts are allowed, else the frame. */
export function EmbedSnippets({ poll }: { poll: Poll }) {
  return (
    <Fold title={words('share.embed')}>
      <Snippet
        name={words('share.element')}
        hint={words('share.elementHint')}
        text={elementSnippet(poll, location.origin)}
      />
      <Snippet
        name={words('share.frame')}
        hint={words('share.frameHint')}
        text={frameSnippet(poll, location.origin)}
      />
    </Fold>
  );
}

function Snippet({ name, hint, text }: { name: string; hint: string; text: string }) {
  const id = useId();
  return (
    <div class="snippet">
      <div class="head">
        <label for={id}>{name}</label>
        <CopyButton name={name} text={text} />
      </div>
      <textarea
        id={id}
        readOnly
        rows={text.split('\n').length}
        dir="ltr"
        spellcheck={false}
        value={text}
        aria-describedby={`${id}-hint`}
        onFocus={(event) => event.currentTarget.select()}
      />
      <p id={`${id}-hint`} class="small soft">
        {hint}
      </p>
    </div>
  );
}
