import { type Poll, resultOf } from '@pollcast/shared/pure';
import { words } from '../words/words.ts';
import { colourOf } from './bars.tsx';
import './option-list.css';

const NOBODY = { voters: 0, bins: {} };

/** A poll's options, or the steps of its scale, where there are no counts to show. */
export function OptionList({ poll }: { poll: Poll }) {
  return (
    <ol class="option-list" aria-label={words('edit.options')}>
      {resultOf(poll, NOBODY).rows.map(({ id, label }, index) => (
        <li key={id} class={colourOf(index)}>
          <span class="label">{label}</span>
        </li>
      ))}
    </ol>
  );
}
