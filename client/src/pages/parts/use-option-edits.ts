import { LIMITS } from '@pollcast/shared/pure';
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type DraftOption, withPasted } from './draft-options.ts';

interface OptionEdits {
  list: RefObject<HTMLOListElement | null>;
  /** Something pasted did not fit. */
  isCut: boolean;
  /** Where an option was moved to last. */
  movedTo: number | null;
  rename(index: number, label: string): void;
  add(): void;
  remove(index: number): void;
  move(from: number, to: number): void;
  /** Goes on to the next option, a new one after the last. */
  goOn(index: number): void;
  paste(index: number, lines: readonly string[]): void;
}

/** What can be done to a list of options; the focus goes along. */
export function useOptionEdits(
  options: readonly DraftOption[],
  onChange: (options: DraftOption[]) => void,
): OptionEdits {
  const { list, focus } = useFocusOnInput();
  const [isCut, setIsCut] = useState(false);
  const [movedTo, setMovedTo] = useState<number | null>(null);
  const change = (changed: DraftOption[], focused?: number) => {
    setIsCut(false);
    if (focused !== undefined) focus(focused);
    onChange(changed);
  };
  const add = () => change([...options, { label: '' }], options.length);
  return {
    list,
    isCut,
    movedTo,
    add,
    rename: (index, label) => change(options.with(index, { ...options[index], label })),
    remove: (index) => change(options.toSpliced(index, 1), Math.min(index, options.length - 2)),
    move(from, to) {
      if (to < 0 || to >= options.length) return;
      setMovedTo(to);
      change(options.toSpliced(from, 1).toSpliced(to, 0, options[from]!), to);
    },
    goOn(index) {
      if (index + 1 < options.length) list.current?.querySelectorAll('input')[index + 1]?.focus();
      else if (options[index]?.label !== '' && options.length < LIMITS.optionsMax) add();
    },
    paste(index, lines) {
      const pasted = withPasted(options, index, lines);
      change(pasted.options, pasted.last);
      setIsCut(pasted.isCut);
    },
  };
}

/** Puts the focus on one of the list's inputs as soon as it is drawn: fast typists go on without looking. */
function useFocusOnInput() {
  const list = useRef<HTMLOListElement>(null);
  const wanted = useRef<number | null>(null);
  useLayoutEffect(() => {
    if (wanted.current !== null) list.current?.querySelectorAll('input')[wanted.current]?.focus();
    wanted.current = null;
  });
  const focus = (index: number) => {
    wanted.current = index;
  };
  return { list, focus };
}
