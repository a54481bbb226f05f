import type uPlot from 'uplot';

export interface AxesOptions {
  fontSizePx: number;
  fontFamily: string;
  isLarge: boolean;
  isRightToLeft: boolean;
  writeTime: (at: number, apartMs: number) => string;
  writeCount: (count: number) => string;
  colourOf: (property: string) => string;
}

const SIDES = { right: 1, bottom: 2, left: 3 };
const COUNTS = Array.from({ length: 9 }, (_, power) => [1, 2, 5].map((digit) => digit * 10 ** power)).flat();
const DAY_S = 86_400;
const SECONDS = [
  1,
  2,
  5,
  10,
  15,
  30,
  60,
  120,
  300,
  600,
  900,
  1800,
  3600,
  7200,
  14_400,
  21_600,
  43_200,
  DAY_S,
];
const DAYS = [2, 5, 10, 20, 50, 100, 200, 500];
const TIMES_MS = [...SECONDS, ...DAYS.map((days) => days * DAY_S)].map((seconds) => seconds * 1000);
/** About as wide is a figure. */
const GLYPH_EM = 0.62;
const LABEL_GAP_PX = 6;

/** Time along the foot, votes at the side where lines begin to be read. */
export function plotAxes(options: AxesOptions): uPlot.Axis[] {
  return [timeAxis(options), countAxis(options)];
}

function timeAxis(options: AxesOptions): uPlot.Axis {
  const { fontSizePx, writeTime } = options;
  const widthOf = (text: string) => text.length * GLYPH_EM * fontSizePx;
  return {
    ...axis(options),
    side: SIDES.bottom,
    size: fontSizePx * 2,
    space: fontSizePx * 7,
    incrs: TIMES_MS,
    grid: { show: false },
    values: (plot, splits, _axis, _space, apartMs) =>
      splits.map((at) => {
        const text = writeTime(at, apartMs);
        // What would be cut off at the end is left out.
        return roomAfter(plot, at) < widthOf(text) / 2 ? '' : text;
      }),
  };
}

/** CSS px from a moment to the end of the plot. */
function roomAfter(plot: uPlot, at: number): number {
  const { min = 0, max = 0 } = plot.scales.x!;
  return ((max - at) / (max - min || 1)) * plot.over.clientWidth;
}

function countAxis(options: AxesOptions): uPlot.Axis {
  const { fontSizePx, isLarge, isRightToLeft, writeCount } = options;
  return {
    ...axis(options),
    side: isRightToLeft ? SIDES.right : SIDES.left,
    size: (_plot, texts) => longest(texts ?? []) * GLYPH_EM * fontSizePx + LABEL_GAP_PX + 2,
    space: isLarge ? 48 : 32,
    incrs: COUNTS,
    values: (_plot, splits) => splits.map(writeCount),
  };
}

function longest(texts: readonly string[]): number {
  return Math.max(2, ...texts.map(({ length }) => length));
}

function axis({ fontSizePx, fontFamily, colourOf }: AxesOptions): uPlot.Axis {
  return {
    font: `${fontSizePx}px ${fontFamily}`,
    stroke: () => colourOf('--soft'),
    grid: { stroke: () => colourOf('--line'), width: 1 },
    ticks: { show: false },
    gap: LABEL_GAP_PX,
  };
}
