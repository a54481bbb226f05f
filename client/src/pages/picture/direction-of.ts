import type { Direction } from './drawing.ts';

const FROM_THE_RIGHT = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Thaa}\p{sc=Nkoo}\p{sc=Adlm}]/u;

/** The direction that a text reads in: that of its first letter. */
export function directionOf(text: string): Direction {
  const [letter = ''] = /\p{L}/u.exec(text) ?? [];
  return FROM_THE_RIGHT.test(letter) ? 'rtl' : 'ltr';
}
