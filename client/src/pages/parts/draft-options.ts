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
