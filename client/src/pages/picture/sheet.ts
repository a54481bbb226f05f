import { directionOf } from './direction-of.ts';
import type { Bar, Direction, Shape } from './drawing.ts';
import { wrapEvenly, wrapText } from './wrap-text.ts';

export interface PictureColours {
  paper: string;
  ink: string;
  soft: string;
  options: readonly string[];
}

export interface PictureStyle {
  colours: PictureColours;
  /** How wide a text is in our font of this size and weight, in pixels. */
  measure: (text: string, sizePx: number, weight: number) => number;
}

/** Sizes and line heights in pixels. */
export const FONTS = {
  question: { sizePx: 44, linePx: 54, weight: 650 },
  label: { sizePx: 26, linePx: 34, weight: 450 },
  figure: { sizePx: 26, linePx: 34, weight: 650 },
  foot: { sizePx: 20, linePx: 28, weight: 450 },
};
type Font = keyof typeof FONTS;

/** Capital letters reach up so much of the font's size: their middle is put into the middle of the line. */
const CAPITALS = 0.72;
/** Who opens a picture without our font has one that may run wider. */
const RESERVE = 1.04;

interface Written {
  x: number;
  /** The upper end of the line. */
  y: number;
  font: Font;
  colour: string;
}

/** A page to draw on that reads from the left. */
export interface Sheet {
  readonly shapes: readonly Shape[];
  widthOf(font: Font, text: string): number;
  /** Writes a line; `side` says which of its ends stands at `x`. */
  line(text: string, written: Written & { side: 'start' | 'end'; direction: Direction }): void;
  /**
   * Writes what people wrote: in its own direction, from where the lines of the page begin, broken at `width`. Returns
   * where it ends.
   */
  paragraph(text: string, written: Written & { width: number }): number;
  bar(bar: Omit<Bar, 'kind' | 'from'>): void;
}

export function createSheet({ measure }: Pick<PictureStyle, 'measure'>): Sheet {
  const shapes: Shape[] = [];

  function widthOf(font: Font, text: string): number {
    return measure(text, FONTS[font].sizePx, FONTS[font].weight) * RESERVE;
  }

  const line: Sheet['line'] = (text, { x, y, font, colour, side, direction }) => {
    const { sizePx, linePx, weight } = FONTS[font];
    const baseline = y + (linePx + sizePx * CAPITALS) / 2;
    const align = side === 'start' ? 'left' : 'right';
    shapes.push({ kind: 'line', text, x, y: baseline, sizePx, weight, colour, align, direction });
  };

  return {
    shapes,
    widthOf,
    line,
    paragraph(text, { width, ...written }) {
      const { y, font } = written;
      const wrap = font === 'question' ? wrapEvenly : wrapText;
      const { linePx } = FONTS[font];
      const direction = directionOf(text);
      const lines = wrap(text, width, (part) => widthOf(font, part));
      lines.forEach((words, index) => {
        line(words, { ...written, y: y + index * linePx, side: 'start', direction });
      });
      return y + lines.length * linePx;
    },
    bar(bar) {
      shapes.push({ kind: 'bar', from: 'left', ...bar });
    },
  };
}

/** The same for a page that reads from the right. */
export function mirrored(shape: Shape, pageWidth: number): Shape {
  if (shape.kind === 'bar') return { ...shape, x: pageWidth - shape.x - shape.width, from: 'right' };
  return { ...shape, x: pageWidth - shape.x, align: shape.align === 'left' ? 'right' : 'left' };
}
