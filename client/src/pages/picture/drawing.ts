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

export interface RoundRect {
  x: number;
  y: number;
  width: number;
  height: number;
  radius: number;
}

/** How strong the colour of a bar's track is, against its fill. */
export const TRACK_OPACITY = 0.14;

/** The fill begins outside the track, which clips it: round ends stay round, and whatever is more than nothing shows. */
export function fillOf({ x, y, width, height, part, from }: Bar): RoundRect {
  const length = part === 0 ? 0 : Math.max(height / 4, width * part);
  const radius = Math.min(height / 2, Math.max(height / 8, length / 2));
  return {
    x: from === 'left' ? x - height : x + width - length,
    y,
    width: length === 0 ? 0 : length + height,
    height,
    radius,
  };
}
