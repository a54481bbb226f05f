import type { Direction, Drawing } from './drawing.ts';
import { createSheet, FONTS, mirrored, type PictureColours, type PictureStyle, type Sheet } from './sheet.ts';

/** What a picture of a result says, in words of its language. */
export interface PictureContent {
  question: string;
  rows: readonly PictureRow[];
  /** Are all labels so short that they stand beside their bars? */
  isShort: boolean;
  /** Are the rows the steps of one scale? It has one colour. */
  isScale: boolean;
  /** At the foot: votes, mean, date. */
  facts: readonly string[];
  /** Where it was voted. */
  host: string;
  /** The same in a sentence. */
  description: string;
  direction: Direction;
}

interface PictureRow {
  label: string;
  /** `33 (31%)`. */
  figure: string;
  /** The bar's length, from 0 to 1. */
  part: number;
}

const PX = {
  width: 1200,
  widthOfTwo: 1800,
  margin: 72,
  betweenColumns: 72,
  belowQuestion: 40,
  bar: 16,
  aboveBar: 10,
  betweenRows: 32,
  betweenShortRows: 18,
  besideFigure: 32,
  aboveFoot: 56,
};
/** More rows than this stand in two columns. */
const ROWS_A_COLUMN = 10;

interface Place {
  x: number;
  y: number;
  width: number;
}

/** Draws a result: question, a bar for each row, the facts at the foot. Texts of any length find their place. */
export function layOut(content: PictureContent, { colours, measure }: PictureStyle): Drawing {
  const { question, facts, host, description, direction } = content;
  const isWide = content.rows.length > ROWS_A_COLUMN;
  const width = isWide ? PX.widthOfTwo : PX.width;
  const inner = width - 2 * PX.margin;
  const sheet = createSheet({ measure });
  const place = { x: PX.margin, y: PX.margin - 8, width: inner };

  const belowQuestion = sheet.paragraph(question, { ...place, font: 'question', colour: colours.ink });
  const columns = columnsOf({ ...place, y: belowQuestion + PX.belowQuestion }, isWide ? 2 : 1);
  const y = drawRows(content, { sheet, colours, columns }) + PX.aboveFoot;
  const foot = { y, font: 'foot', colour: colours.soft } as const;
  sheet.line(facts.join(' · '), { ...foot, x: PX.margin, side: 'start', direction });
  sheet.line(host, { ...foot, x: width - PX.margin, side: 'end', direction: 'ltr' });

  const height = Math.ceil(y + FONTS.foot.linePx + PX.margin - 8);
  const shapes = direction === 'ltr' ? sheet.shapes : sheet.shapes.map((shape) => mirrored(shape, width));
  return { width, height, background: colours.paper, shapes, title: question, description };
}

function columnsOf({ x, y, width }: Place, count: number): Place[] {
  const columnWidth = (width - (count - 1) * PX.betweenColumns) / count;
  return Array.from({ length: count }, (_, index) => ({
    x: x + index * (columnWidth + PX.betweenColumns),
    y,
    width: columnWidth,
  }));
}

interface RowsPlace {
  sheet: Sheet;
  colours: PictureColours;
  columns: readonly Place[];
}

/** Draws the rows, down each column. Returns where the longest ends. */
function drawRows(
  { rows, isShort, isScale, direction }: PictureContent,
  { sheet, colours, columns }: RowsPlace,
): number {
  const perColumn = Math.ceil(rows.length / columns.length);
  const figureWidth =
    Math.max(...rows.map(({ figure }) => sheet.widthOf('figure', figure))) + PX.besideFigure;
  const labelWidth = Math.max(...rows.map(({ label }) => sheet.widthOf('label', label))) + PX.besideFigure;
  const ends = columns.map(({ y }) => y);
  for (const [index, row] of rows.entries()) {
    const column = Math.floor(index / perColumn);
    const { x, width } = columns[column]!;
    const gap = index % perColumn === 0 ? 0 : isShort ? PX.betweenShortRows : PX.betweenRows;
    const y = ends[column]! + gap;
    const colour = colours.options[isScale ? 0 : index % colours.options.length]!;
    const text = { y, colour: colours.ink };
    const figure = { ...text, x: x + width, font: 'figure', side: 'end', direction } as const;
    const room = isShort ? labelWidth : width - figureWidth;
    sheet.line(row.figure, figure);
    const end = sheet.paragraph(row.label, { ...text, x, width: room, font: 'label' });
    const bar = isShort
      ? { x: x + room, y: (y + end - PX.bar) / 2, width: width - room - figureWidth }
      : { x, y: end + PX.aboveBar, width };
    sheet.bar({ ...bar, height: PX.bar, part: row.part, colour });
    ends[column] = Math.max(end, bar.y + PX.bar);
  }
  return Math.max(...ends);
}
