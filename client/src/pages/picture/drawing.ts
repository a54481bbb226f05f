/** A line of text; `x` is where its `align` side stands, `y` its baseline. */
export interface Line {
  kind: 'line';
  text: string;
  x: number;
  y: number;
  sizePx: number;
  weight: number;
  colour: string;
  align: 'left' | 'right';
  direction: Direction;
}

/** A track with a fill of `part` of its width, from the left or from the right. */
export interface Bar {
  kind: 'bar';
  x: number;
  y: number;
  width: number;
  height: number;
  part: number;
  from: 'left' | 'right';
  colour: string;
}

export type Direction = 'ltr' | 'rtl';
export type Shape = Line | Bar;

/** A picture as shapes on a plain ground, in pixels from the upper left. */
export interface Drawing {
  width: number;
  height: number;
  background: string;
  shapes: readonly Shape[];
  /** What the picture says, for those who do not see it. */
  title: string;
  description: string;
}

/** How strong the colour of a bar's track is, against its fill. */
export const TRACK_OPACITY = 0.14;
/** Whatever is more than nothing can be seen. */
const LENGTH_MIN_PX = 4;

/** Outlines of a bar's track and fill, as SVG writes paths: they begin straight and end round, as on the pages. */
export function barPaths(bar: Bar): { track: string; fill: string } {
  const length = bar.part === 0 ? 0 : Math.max(LENGTH_MIN_PX, bar.width * bar.part);
  return { track: pathOf(bar, bar.width), fill: pathOf(bar, length) };
}

function pathOf({ x, y, width, height, from }: Bar, length: number): string {
  const forward = from === 'left' ? 1 : -1;
  const start = from === 'left' ? x : x + width;
  const round = Math.min(height / 2, length);
  const straight = forward * (length - round);
  const sweep = from === 'left' ? 1 : 0;
  return `M${px(start)} ${px(y)}h${px(straight)}a${px(round)} ${px(height / 2)} 0 0 ${sweep} 0 ${px(height)}h${px(-straight)}z`;
}

/** A length as files write it: hundredths of a pixel are more than anybody sees. */
export function px(value: number): string {
  return String(Math.round(value * 100) / 100);
}
