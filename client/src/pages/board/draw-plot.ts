import 'uplot/dist/uPlot.min.css';
import uPlot from 'uplot';
import type { Course } from '../course/course.ts';
import { dontDraw, drawSoon } from './draw-queue.ts';
import { type AxesOptions, plotAxes } from './plot-axes.ts';
import { createPlotColours } from './plot-colours.ts';

/** A line of the plot: which bin, in which colour (a custom property). */
export interface Line {
  bin: string;
  colour: string;
}

interface PlotOptions extends Pick<AxesOptions, 'isLarge' | 'isRightToLeft' | 'writeTime' | 'writeCount'> {
  lines: readonly Line[];
  /** The moment under the pointer, epoch ms; null when it has left. */
  onMoment: (at: number | null) => void;
}

export interface Plot {
  /** Shows a course up to a moment, epoch ms. */
  show(course: Course, until: number): void;
  /** Puts the line through a moment, epoch ms; null takes it away. */
  mark(at: number | null): void;
  /** Colours have changed. */
  repaint(): void;
  close(): void;
}

/** The upper end of the counts is at least this, so that a first vote is no cliff. */
const LEAST_TOP = 4;

/** How thick the line through a marked moment is. */
const MARK_PX = 2;

/** A line through a moment; its points lie on the steps that hold there. */
const CURSOR: uPlot.Cursor = {
  y: false,
  drag: { x: false, y: false },
  dataIdx: (plot, _line, closest, at) => (plot.data[0][closest]! > at ? Math.max(0, closest - 1) : closest),
};

/** Draws into an element, whose size it follows. */
export function drawPlot(element: HTMLElement, options: PlotOptions): Plot {
  const colours = createPlotColours(element);
  const { fontSize, fontFamily } = getComputedStyle(element);
  const axes = plotAxes({
    ...options,
    fontSizePx: Number.parseFloat(fontSize),
    fontFamily,
    colourOf: colours.of,
  });
  let marked: number | null = null;
  const drawMark = (drawn: uPlot) => {
    if (marked !== null) drawLineThrough(drawn, marked, colours.of('--soft'));
  };
  const series = [{}, ...options.lines.map(({ colour }) => lineIn(() => colours.of(colour), options))];
  const plot = new uPlot({ ...sizeOf(element), ...frameOf(options, drawMark), axes, series }, [[]], element);
  const observer = new ResizeObserver(() => plot.setSize(sizeOf(element)));
  observer.observe(element);
  let columns: uPlot.AlignedData = [[]];
  const draw = () => plot.setData(columns);
  return {
    show(course, until) {
      columns = columnsOf(course, until, options.lines);
      drawSoon(draw);
    },
    mark(at) {
      if (at === marked) return;
      marked = at;
      plot.redraw(false);
    },
    repaint() {
      colours.forget();
      plot.redraw(false);
    },
    close() {
      observer.disconnect();
      dontDraw(draw);
      plot.destroy();
    },
  };
}

function frameOf({ isLarge, isRightToLeft, onMoment }: PlotOptions, onDraw: (plot: uPlot) => void) {
  return {
    ms: 1,
    padding: [8, 8, 0, 8],
    legend: { show: false },
    cursor: isLarge ? CURSOR : { show: false },
    scales: {
      x: { time: true, dir: isRightToLeft ? -1 : 1 },
      y: { range: (_plot, _min, max) => [0, Math.max(LEAST_TOP, max * 1.05)] },
    },
    hooks: { setCursor: [(plot) => onMoment(momentUnder(plot))], draw: [onDraw] },
  } satisfies Partial<uPlot.Options>;
}

function drawLineThrough(plot: uPlot, at: number, colour: string): void {
  const { ctx, bbox } = plot;
  const place = Math.round(plot.valToPos(at, 'x', true));
  ctx.save();
  ctx.strokeStyle = colour;
  ctx.lineWidth = MARK_PX * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(place, bbox.top);
  ctx.lineTo(place, bbox.top + bbox.height);
  ctx.stroke();
  ctx.restore();
}

/** Counts stay what they are until the next vote, so the line goes in steps. */
function lineIn(stroke: () => string, { isLarge }: PlotOptions): uPlot.Series {
  return {
    stroke,
    width: isLarge ? 3 : 2,
    paths: uPlot.paths.stepped!({ align: 1 }),
    points: { show: false },
  };
}

function momentUnder(plot: uPlot): number | null {
  const { left = -1 } = plot.cursor;
  return left < 0 ? null : plot.posToVal(left, 'x');
}

/** The course goes on as it stands to the end. */
function columnsOf(course: Course, until: number, lines: readonly Line[]): uPlot.AlignedData {
  const last = course.at(-1);
  const points = last !== undefined && until > last.at ? [...course, { ...last, at: until }] : course;
  return [points.map(({ at }) => at), ...lines.map(({ bin }) => points.map(({ bins }) => bins[bin] ?? 0))];
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): { width: number; height: number } {
  return { width: clientWidth, height: clientHeight };
}
