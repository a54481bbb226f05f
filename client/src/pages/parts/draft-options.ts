import { LIMITS } from '@pollcast/shared/pure';

/** An option being written; one without an id is new. */
export interface DraftOption {
  id?: string;
  label: string;
}

/** The options that say something, trimmed. */
export function writtenOptions(options: readonly DraftOption[]): DraftOption[] {
  return options
    .map((option) => ({ ...option, label: option.label.trim() }))
    .filter(({ label }) => label !== '');
}

/** The first label that two options have, or null. */
export function doubledLabel(options: readonly DraftOption[]): string | null {
  const labels = writtenOptions(options).map(({ label }) => label);
  return labels.find((label, index) => labels.indexOf(label) < index) ?? null;
}

interface Pasted {
  options: DraftOption[];
  /** Where the last pasted line went. */
  last: number;
  /** Something did not fit and was left out. */
  isCut: boolean;
}

/** Lines pasted into an option: the first goes in there, each other one becomes an option after it. */
export function withPasted(options: readonly DraftOption[], index: number, lines: readonly string[]): Pasted {
  const fitting = lines.map((line) => line.trim().slice(0, LIMITS.labelCharacters));
  const [first = '', ...more] = fitting;
  const after = options.slice(index + 1).filter(({ id, label }) => id !== undefined || label.trim() !== '');
  const all = [
    ...options.slice(0, index),
    { ...options[index], label: first },
    ...more.map((label) => ({ label })),
    ...after,
  ];
  const isCut = all.length > LIMITS.optionsMax || fitting.some((line, at) => line !== lines[at]!.trim());
  const kept = all.slice(0, LIMITS.optionsMax);
  return { options: kept, last: Math.min(index + more.length, kept.length - 1), isCut };
}
