import type { Result } from '@pollcast/shared/pure';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Course } from '../course/course.ts';
import { timeWriter } from '../course/moment-times.ts';
import { colourNameOf } from '../parts/bars.tsx';
import { spokenResult } from '../parts/spoken.ts';
import { theme } from '../parts/theme.ts';
import { language, numberText, words } from '../words/words.ts';
import type { Line, Plot } from './draw-plot.ts';
import './course-plot.css';

interface CoursePlotProps {
  result: Result;
  /** The ids of the rows that get a line. */
  plotted: readonly string[];
  course: Course;
  /** Where the time ends, epoch ms. */
  until: number;
  isLarge?: boolean;
  /** A moment to be marked, epoch ms. */
  marked?: number | null | undefined;
  /** Told the moment under the pointer, epoch ms. */
  onMoment?: (at: number | null) => void;
}

/** How the votes came in, drawn; screen readers get it in a sentence. */
export function CoursePlot(props: CoursePlotProps) {
  const { course, until, marked = null } = props;
  const element = useRef<HTMLDivElement>(null);
  const plot = usePlot(element, props);
  useEffect(() => plot?.show(course, until), [plot, course, until]);
  useEffect(() => plot?.mark(marked), [plot, marked]);
  return (
    <div class="course-plot" data-large={props.isLarge === true} role="img" aria-label={courseText(props)}>
      <div ref={element} aria-hidden="true" />
    </div>
  );
}

/** Drawn anew when its lines or its language change, painted anew with the theme. */
function usePlot(element: { current: HTMLDivElement | null }, props: CoursePlotProps): Plot | null {
  const [plot, setPlot] = useState<Plot | null>(null);
  const onMoment = useRef(props.onMoment);
  onMoment.current = props.onMoment;
  const lines = linesOf(props);
  const isLarge = props.isLarge === true;
  useEffect(() => {
    const place = element.current;
    // It may have been scrolled past by now.
    if (place === null) return;
    let made: Plot | null = null;
    let isWanted = true;
    void import('./draw-plot.ts').then(({ drawPlot }) => {
      if (!isWanted) return;
      made = drawPlot(place, {
        lines,
        isLarge,
        isRightToLeft: getComputedStyle(place).direction === 'rtl',
        writeTime: (at, apartMs) => timeWriter(apartMs)(at),
        writeCount: numberText,
        onMoment: (at) => onMoment.current?.(at),
      });
      setPlot(made);
    });
    return () => {
      isWanted = false;
      made?.close();
      setPlot(null);
    };
  }, [element, JSON.stringify(lines), isLarge, language()]);
  usePaint(plot);
  return plot;
}

function usePaint(plot: Plot | null): void {
  const chosen = theme.value;
  useEffect(() => plot?.repaint(), [plot, chosen]);
  useEffect(() => {
    const darkness = matchMedia('(prefers-color-scheme: dark)');
    const repaint = () => plot?.repaint();
    darkness.addEventListener('change', repaint);
    return () => darkness.removeEventListener('change', repaint);
  }, [plot]);
}

function linesOf({ result, plotted }: CoursePlotProps): Line[] {
  return result.rows.flatMap(({ id }, index) =>
    plotted.includes(id) ? [{ bin: id, colour: colourNameOf(index) }] : [],
  );
}

function courseText({ result, course, until }: CoursePlotProps): string {
  const from = course[0]!.at;
  const write = timeWriter(until - from);
  return words('board.courseText', { from: write(from), to: write(until), result: spokenResult(result) });
}
