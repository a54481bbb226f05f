import { OPTION_COLOURS } from '../parts/bars.tsx';
import type { PictureColours } from './sheet.ts';

export type PictureTheme = 'light' | 'dark';

/** The pages' colours in a theme, read from their styles, whichever theme the page itself is in. */
export function coloursOf(theme: PictureTheme): PictureColours {
  const { dataset } = document.documentElement;
  const own = dataset.theme;
  const probe = document.body.appendChild(document.createElement('span'));
  const read = (name: string) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  dataset.theme = theme;
  const options = Array.from({ length: OPTION_COLOURS }, (_, index) => read(`option-${index + 1}`));
  const colours = { paper: read('paper'), ink: read('ink'), soft: read('soft'), options };
  if (own === undefined) delete dataset.theme;
  else dataset.theme = own;
  probe.remove();
  return colours;
}
