import { LIMITS } from '@pollcast/shared/pure';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { words } from '../words/words.ts';
import type { DraftOption } from './draft-options.ts';
import './options-field.css';

interface OptionsFieldProps {
  options: readonly DraftOption[];
  onChange: (options: DraftOption[]) => void;
  /** Options may be renamed, but neither come nor go. */
  isFixed?: boolean;
}

/** A list of option labels. Enter goes on to the next one; a pasted list becomes one option a line. */
export function OptionsField({ options, onChange, isFixed = false }: OptionsFieldProps) {
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef<number | null>(null);
  // Before the next key: fast typists go on without looking.
  useLayoutEffect(() => {
    if (wanted.current !== null) list.current?.querySelectorAll('input')[wanted.current]?.focus();
    wanted.current = null;
  });
  const isFull = options.length >= LIMITS.optionsMax;

  const replace = (index: number, lines: readonly string[]) => {
    const [first = '', ...more] = lines;
    const written = [{ ...options[index], label: first }, ...more.map((label) => ({ label }))];
    onChange(options.toSpliced(index, 1, ...written).slice(0, LIMITS.optionsMax));
  };
  const add = () => {
    wanted.current = options.length;
    onChange([...options, { label: '' }]);
  };
  const remove = (index: number) => {
    wanted.current = Math.min(index, options.length - 2);
    onChange(options.toSpliced(index, 1));
  };
  const goOn = (event: KeyboardEvent, index: number) => {
    if (event.key !== 'Enter' || event.isComposing || isFixed) return;
    event.preventDefault();
    if (index + 1 < options.length) list.current?.querySelectorAll('input')[index + 1]?.focus();
    else if (options[index]?.label !== '' && !isFull) add();
  };
  const paste = (event: ClipboardEvent, index: number) => {
    const lines =
      event.clipboardData
        ?.getData('text')
        .split(/\r?\n/)
        .filter((line) => line.trim() !== '') ?? [];
    if (lines.length < 2 || isFixed || options[index]?.label !== '') return;
    event.preventDefault();
    wanted.current = Math.min(index + lines.length, LIMITS.optionsMax) - 1;
    replace(
      index,
      lines.map((line) => line.trim().slice(0, LIMITS.labelCharacters)),
    );
  };

  return (
    <fieldset class="field options-field">
      <legend>{words('edit.options')}</legend>
      <ol ref={list}>
        {options.map(({ label }, index) => (
          <li key={index}>
            <input
              aria-label={words('edit.option', { number: index + 1 })}
              placeholder={words('edit.option', { number: index + 1 })}
              maxLength={LIMITS.labelCharacters}
              value={label}
              onInput={(event) => replace(index, [event.currentTarget.value])}
              onKeyDown={(event) => goOn(event, index)}
              onPaste={(event) => paste(event, index)}
            />
            {!isFixed && options.length > LIMITS.optionsMin && (
              <button
                type="button"
                class="button"
                data-look="bare"
                aria-label={words('edit.removeOption', { number: index + 1 })}
                onClick={() => remove(index)}
              >
                <span aria-hidden="true">✕</span>
              </button>
            )}
          </li>
        ))}
      </ol>
      {!isFixed && !isFull && (
        <button type="button" class="button" data-look="bare" onClick={add}>
          {words('edit.addOption')}
        </button>
      )}
    </fieldset>
  );
}
