import { type Poll, resultOf } from '@pollcast/shared/pure';
import { words } from '../words/words.ts';
import { colourOf, isScale } from './bars.tsx';
import { linesOf } from './lines.ts';
import './option-list.css';

const NOBODY = { voters: 0, bins: {} };

/** A poll's options, or the steps of its scale, where there are no counts to show. */
export function OptionList({ poll }: { poll: Poll }) {
  const nothing = resultOf(poll, NOBODY);
  return (
    <ol class="option-list" data-scale={isScale(nothing)} aria-label={words('edit.options')}>
      {linesOf(nothing).map(({ id, label, index }) => (
        <li key={id} class={colourOf(index)}>
          <span class="label">{label}</span>
        </li>
      ))}
    </ol>
  );
}
