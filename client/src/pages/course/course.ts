import { type HistoryPoint, type Poll, resultOf } from '@pollcast/shared/pure';

/** What a round's counts were, oldest first. */
export type Course = readonly HistoryPoint[];

/** Changes within so long are one point. */
const STEP_MS = 1000;
const POINTS_MAX = 600;

/** Adds the newest counts, unless they are known. */
export function withPoint(course: Course, point: HistoryPoint): Course {
  const last = course.at(-1);
  if (last === undefined) return [point];
  if (point.at <= last.at || sameCounts(last, point)) return course;
  const isSameStep = Math.floor(point.at / STEP_MS) === Math.floor(last.at / STEP_MS);
  return thinned([...(isSameStep ? course.slice(0, -1) : course), point]);
}

/** Of too many points every second one goes; first and last stay. */
function thinned(course: Course): Course {
  if (course.length <= POINTS_MAX) return course;
  return course.filter((_, index) => index % 2 === 0 || index === course.length - 1);
}

/** A course with a beginning where nobody had voted yet. */
export function fromStart(course: Course, openedAt: number | null): Course {
  const [first] = course;
  if (first === undefined || openedAt === null || openedAt >= first.at) return course;
  return [{ at: openedAt, voters: 0, bins: {} }, ...course];
}

/** The counts as they were at a moment: those of the last point before it. */
export function countsAt(course: Course, at: number): HistoryPoint {
  return course.findLast((point) => point.at <= at) ?? course[0]!;
}

/** So many of its moments, evenly, first and last among them. */
export function momentsOf(course: Course, count: number): Course {
  if (course.length <= count) return course;
  const step = (course.length - 1) / (count - 1);
  return Array.from({ length: count }, (_, index) => course[Math.round(index * step)]!);
}

function sameCounts(a: HistoryPoint, b: HistoryPoint): boolean {
  return (
    a.voters === b.voters && Object.entries(b.bins).every(([bin, count]) => (a.bins[bin] ?? 0) === count)
  );
}

/** Points are many, and each is asked for again with every new one. */
const inRows = new WeakMap<HistoryPoint, HistoryPoint>();

/** A course with the counts of the result's rows, which need not be bins of the tally. */
export function courseOfRows(poll: Poll, course: Course): Course {
  return course.map((point) => {
    const known = inRows.get(point);
    if (known !== undefined) return known;
    const { rows } = resultOf(poll, point);
    const counted = { ...point, bins: Object.fromEntries(rows.map(({ id, count }) => [id, count])) };
    inRows.set(point, counted);
    return counted;
  });
}
