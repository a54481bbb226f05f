import { useRef } from 'preact/hooks';
import { useNeighbourFocus } from '../../parts/use-neighbour-focus.ts';
import { words } from '../../words/words.ts';
import type { ResultProps } from '../kind-views.ts';
import { Cloud } from './cloud.tsx';
import { WordList } from './word-list.tsx';

/** A cloud for eyes, and the same words as a list for ears. */
export function Stage({ state: { result } }: ResultProps<'words'>) {
  if (result.rows.length === 0) return <p class="soft">{words('result.noWords')}</p>;
  return (
    <>
      <Cloud rows={result.rows} />
      <div class="for-ears">
        <WordList result={result} />
      </div>
    </>
  );
}

/** The list; at the desk pressing a word hides it, and those that are hidden can be brought back. */
export function Chart({ state: { poll, result }, onSettings }: ResultProps<'words'>) {
  const { hidden } = poll.settings;
  const hiddenList = useRef<HTMLUListElement>(null);
  useNeighbourFocus(hiddenList);
  if (onSettings === undefined) return <WordList result={result} />;
  const without = (word: string, all: readonly string[]) => all.filter((other) => other !== word);
  const hide = (word: string) => onSettings(({ hidden }) => ({ hidden: [...without(word, hidden), word] }));
  const show = (word: string) => onSettings(({ hidden }) => ({ hidden: without(word, hidden) }));
  return (
    <div>
      <WordList
        result={result}
        press={{ name: (word) => words('moderate.hideWord', { word }), onPress: hide }}
      />
      {result.rows.length > 0 && <p class="small soft">{words('moderate.hideHint')}</p>}
      {hidden.length > 0 && (
        <section class="hidden-words">
          <h2>{words('moderate.hidden')}</h2>
          <ul ref={hiddenList} class="chips">
            {hidden.map((word) => (
              <li key={word} class="chip">
                <button
                  type="button"
                  aria-label={words('moderate.showWord', { word })}
                  onClick={() => show(word)}
                >
                  <bdi>{word}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
