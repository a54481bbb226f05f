import type { Result } from '@pollcast/shared/pure';
import { useRef } from 'preact/hooks';
import { useNeighbourFocus } from '../../parts/use-neighbour-focus.ts';
import { numberText, words } from '../../words/words.ts';
import './word-list.css';

interface WordListProps {
  result: Result;
  /** What pressing a word does; without it there is nothing to press. */
  press?: { name: (word: string) => string; onPress: (word: string) => void };
}

/** Words with their counts, the most frequent first: what a cloud of them says to eyes. */
export function WordList({ result: { rows }, press }: WordListProps) {
  const list = useRef<HTMLOListElement>(null);
  useNeighbourFocus(list);
  if (rows.length === 0) return <p class="soft">{words('result.noWords')}</p>;
  return (
    <ol ref={list} class="chips word-list" aria-label={words('result.list')}>
      {rows.map(({ id, label, count }) => (
        <li key={id} class="chip">
          {press === undefined ? (
            <bdi>{label}</bdi>
          ) : (
            <button type="button" aria-label={press.name(label)} onClick={() => press.onPress(label)}>
              <bdi>{label}</bdi>
            </button>
          )}{' '}
          <strong class="figures">{numberText(count)}</strong>
        </li>
      ))}
    </ol>
  );
}
