import { type Course, momentsOf } from '../course/course.ts';
import { timeWriter } from '../course/moment-times.ts';
import type { Line } from '../parts/lines.ts';
import { words } from '../words/words.ts';

const TABLE_ROWS = 12;

/** The plot for those who cannot see or point at it. */
export function CourseTable({
  course,
  rows,
}: {
  course: Course;
  rows: readonly Pick<Line, 'id' | 'label'>[];
}) {
  return (
    <details class="small">
      <summary>{words('board.asTable')}</summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has only keys scrolls it too. */}
      <section class="course-table" aria-label={words('board.course')} tabIndex={0}>
        <table class="figures">
          <thead>
            <tr>
              <th scope="col">{words('board.time')}</th>
              <th scope="col">{words('board.votes')}</th>
              {rows.map(({ id, label }) => (
                <th key={id} scope="col" dir="auto">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {momentsOf(course, TABLE_ROWS).map(({ at, voters, bins }) => (
              <tr key={at}>
                <th scope="row">{timeWriter(0)(at)}</th>
                <td>{words('result.count', { count: voters })}</td>
                {rows.map(({ id }) => (
                  <td key={id}>{words('result.count', { count: bins[id] ?? 0 })}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
