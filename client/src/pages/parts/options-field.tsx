import { LIMITS } from '@pollcast/shared/pure';
import { useId } from 'preact/hooks';
import { words } from '../words/words.ts';
import { Announcer } from './announcer.tsx';
import { type DraftOption, doubledLabel } from './draft-options.ts';
import { OptionRow } from './option-row.tsx';
import { useOptionEdits } from './use-option-edits.ts';
import './options-field.css';

interface OptionsFieldProps {
  options: readonly DraftOption[];
  onChange: (options: DraftOption[]) => void;
  /** Options may be renamed, but neither come nor go nor move. */
  isFixed?: boolean;
}

/** A list of option labels. Enter goes on to the next one; a pasted list becomes one option a line. */
export function OptionsField({ options, onChange, isFixed = false }: OptionsFieldProps) {
  const id = useId();
  const edits = useOptionEdits(options, onChange);
  const { isCut, movedTo } = edits;
  const last = options.length;
  const isRemovable = !isFixed && last > LIMITS.optionsMin;
  const isFull = last >= LIMITS.optionsMax;
  const actionOf = ({ key, altKey }: KeyboardEvent, index: number): (() => void) | null => {
    if (altKey && key === 'ArrowUp') return () => edits.move(index, index - 1);
    if (altKey && key === 'ArrowDown') return () => edits.move(index, index + 1);
    if (key === 'Enter') return () => edits.goOn(index);
    const isBlank = options[index]?.label === '';
    return key === 'Backspace' && isBlank && isRemovable ? () => edits.remove(index) : null;
  };
  const press = (event: KeyboardEvent, index: number) => {
    const act = isFixed || event.isComposing || event.ctrlKey ? null : actionOf(event, index);
    if (act === null) return;
    event.preventDefault();
    act();
  };
  const paste = (event: ClipboardEvent, index: number) => {
    const lines = isFixed ? [] : linesIn(event);
    if (lines.length < 2) return;
    event.preventDefault();
    edits.paste(index, lines);
  };

  return (
    <fieldset class="field options-field" aria-describedby={`${id}-hint`}>
      <legend>{words('edit.options')}</legend>
      <ol ref={edits.list}>
        {options.map(({ label }, index) => (
          <OptionRow
            key={index}
            index={index}
            label={label}
            list={id}
            isMovable={!isFixed}
            isRemovable={isRemovable}
            onLabel={(typed) => edits.rename(index, typed)}
            onMove={edits.move}
            onRemove={() => edits.remove(index)}
            onKey={(event) => press(event, index)}
            onPaste={(event) => paste(event, index)}
          />
        ))}
      </ol>
      {!isFixed && !isFull && (
        <button type="button" class="button" data-look="bare" onClick={edits.add}>
          {words('edit.addOption')}
        </button>
      )}
      <OptionsHint id={`${id}-hint`} options={options} isCut={isCut} isFixed={isFixed} />
      <Announcer text={movedTo === null ? '' : words('moderate.moved', { place: movedTo + 1, last })} />
    </fieldset>
  );
}

interface OptionsHintProps {
  id: string;
  options: readonly DraftOption[];
  isCut: boolean;
  isFixed: boolean;
}

/** What to know about the list as it stands. */
function OptionsHint({ id, options, isCut, isFixed }: OptionsHintProps) {
  const doubled = doubledLabel(options);
  const isFull = !isFixed && options.length >= LIMITS.optionsMax;
  return (
    <div id={id} class="small soft" role="status">
      {isCut && <p>{words('edit.pasteCut')}</p>}
      {isFull && <p>{words('edit.optionsFull', { max: LIMITS.optionsMax })}</p>}
      {doubled !== null && <p>{words('edit.optionTwice', { label: doubled })}</p>}
      {!isFixed && !isFull && doubled === null && <p>{words('edit.pasteHint')}</p>}
    </div>
  );
}

/** The lines that the input would hold once the text is pasted; fewer than two are left to the browser. */
function linesIn({ clipboardData, currentTarget }: ClipboardEvent): string[] {
  const { value, selectionStart, selectionEnd } = currentTarget as HTMLInputElement;
  const pasted = clipboardData?.getData('text') ?? '';
  if (!/[\r\n]/.test(pasted.trim())) return [];
  const text = value.slice(0, selectionStart ?? 0) + pasted + value.slice(selectionEnd ?? value.length);
  return text.split(/[\r\n]+/).filter((line) => line.trim() !== '');
}
