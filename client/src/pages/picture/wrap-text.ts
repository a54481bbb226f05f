/** How wide a text is, in pixels. */
export type WidthOf = (text: string) => number;

/** A word with the space before it; Chinese and Japanese break after each character, but not before punctuation. */
const PIECES = /\s*(?:[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]\p{P}*|[^\s\p{sc=Han}\p{sc=Hira}\p{sc=Kana}]+)/gu;

/** Breaks a text into lines of at most `width` pixels; only a word that is wider than a line is broken itself. */
export function wrapText(text: string, width: number, widthOf: WidthOf): string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text, width, widthOf)) {
    if (line !== '' && widthOf(line + piece) > width) {
      lines.push(line);
      line = '';
    }
    line += line === '' ? piece.trimStart() : piece;
  }
  return line === '' ? lines : [...lines, line];
}

/** The same in as many lines, as even as they can be. */
export function wrapEvenly(text: string, width: number, widthOf: WidthOf): string[] {
  const lines = wrapText(text, width, widthOf);
  let [low, high] = [width / lines.length, width];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (wrapText(text, middle, widthOf).length > lines.length) low = middle;
    else high = middle;
  }
  return wrapText(text, high, widthOf);
}

function piecesOf(text: string, width: number, widthOf: WidthOf): string[] {
  const pieces = text.match(PIECES) ?? [];
  return pieces.flatMap((piece) =>
    widthOf(piece.trimStart()) > width ? broken(piece, width, widthOf) : [piece],
  );
}

/** Between what people see as characters, of which some are several code points. The space before the word stays. */
function broken(piece: string, width: number, widthOf: WidthOf): string[] {
  const word = piece.trimStart();
  const parts = [''];
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    const longer = parts.at(-1) + segment;
    if (widthOf(longer) > width) parts.push(segment);
    else parts[parts.length - 1] = longer;
  }
  const space = piece.slice(0, piece.length - word.length);
  return parts.map((part, index) => (index === 0 ? space + part : part));
}
