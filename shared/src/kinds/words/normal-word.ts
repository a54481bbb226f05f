import { withoutPiles } from '../../model/marks.ts';

/** Graphemes of a word, and its bytes: one grapheme can be of any length. */
const GRAPHEMES_MAX = 40;
const BYTES_MAX = 200;

/**
 * What is not seen, bidi controls among it, and halves of surrogate pairs; but not what joins two pictures into one, as a
 * family or a flag of colours.
 */
const UNSEEN =
  /(?!\u200d)[\p{Default_Ignorable_Code_Point}\p{Cs}]|(?<!\p{ExtPict}\ufe0f?\p{EMod}?)\u200d|\u200d(?!\p{ExtPict})/gu;
/** A blank Braille pattern is a blank too. */
const BLANKS = /[\s\p{Z}\p{Cc}\u2800]+/gu;
/** Marks need something to stand on. */
const EDGES = /^[ \p{M}]+| +$/gu;

/** Stands in a ballot for words that their poll has no more room to tell apart. No other word's normal form is this one. */
export const FURTHER = '…';

let segmenter: Intl.Segmenter | undefined;

/**
 * A word as it is counted: Unicode's NFKC in small letters, nothing unseen, single blanks, no piles of marks, at most 40
 * graphemes and 200 bytes of UTF-8. Empty where nothing is left. The normal form of a normal form is itself.
 */
export function normalWord(typed: string): string {
  if (typed === FURTHER) return typed;
  const word = typed
    .replace(UNSEEN, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC')
    .replace(UNSEEN, '')
    .replace(BLANKS, ' ')
    .replace(EDGES, '');
  return cut(withoutPiles(word)).trimEnd();
}

/** Words in their normal forms, each once, in an order that tells nothing of how they were typed. */
export function normalWords(typed: readonly string[]): string[] {
  return [...new Set(typed.map(normalWord))].filter((word) => word !== '').sort(byCodePoint);
}

/** Compares by code points: `<` would put what lies beyond U+FFFF before some of what does not. */
export function byCodePoint(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return (a.codePointAt(at) ?? -1) - (b.codePointAt(at) ?? -1);
}

function cut(word: string): string {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let [graphemes, bytes, end] = [0, 0, 0];
  for (const { segment, index } of segmenter.segment(word)) {
    graphemes += 1;
    bytes += bytesOf(segment);
    if (graphemes > GRAPHEMES_MAX || bytes > BYTES_MAX) break;
    end = index + segment.length;
  }
  return word.slice(0, end);
}

function bytesOf(text: string): number {
  return [...text].reduce((sum, character) => {
    const code = character.codePointAt(0)!;
    return sum + (code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4);
  }, 0);
}
