import { effect, signal } from '@preact/signals';
import { readStored, writeStored } from '../browser/storage.ts';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const NAME = 'pollcast:theme';

/** The chosen theme; `auto` follows the device. Setting it paints the page and is kept for the next visit. */
export const theme = signal<Theme>(themes.find((name) => name === readStored(NAME)) ?? 'auto');

effect(() => {
  if (theme.value === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme.value;
  writeStored(NAME, theme.value);
});
