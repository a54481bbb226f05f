import { LIMITS } from '@pollcast/shared/pure';
import { words } from '../words/words.ts';
import { Grip } from './grip.tsx';
import { LengthHint } from './length-hint.tsx';
import { useSortableRow } from './sortable-row.ts';

interface OptionRowProps {
  index: number;
  label: string;
  /** The list that the row belongs to. */
  list: string;
  isMovable: boolean;
  isRemovable: boolean;
  onLabel: (label: string) => void;
  onMove: (from: number, to: number) => void;
  onRemove: () => void;
  onKey: (event: KeyboardEvent) => void;
  onPaste: (event: ClipboardEvent) => void;
}

/** One option's label, with what moves and removes it. */
export function OptionRow(props: OptionRowProps) {
  const { index, label, list, isMovable, isRemovable, onMove } = props;
  const { row, grip, edge } = useSortableRow<HTMLLIElement>({ list, index, onMove });
  const name = words('edit.option', { number: index + 1 });
  const hint = `${list}-${index}`;
  return (
    <li ref={row} data-edge={edge}>
      {isMovable && <Grip grip={grip} />}
      <div class="label">
        <input
          aria-label={name}
          aria-describedby={hint}
          aria-keyshortcuts={isMovable ? 'Alt+ArrowUp Alt+ArrowDown' : undefined}
          placeholder={name}
          dir={label === '' ? undefined : 'auto'}
          enterKeyHint="next"
          maxLength={LIMITS.labelCharacters}
          value={label}
          onInput={(event) => props.onLabel(event.currentTarget.value)}
          onKeyDown={props.onKey}
          onPaste={props.onPaste}
        />
        <LengthHint id={hint} text={label} max={LIMITS.labelCharacters} />
      </div>
      {isRemovable && (
        <button
          type="button"
          class="button"
          data-look="bare"
          aria-label={words('edit.removeOption', { number: index + 1 })}
          onClick={props.onRemove}
        >
          <span aria-hidden="true">✕</span>
        </button>
      )}
    </li>
  );
}
