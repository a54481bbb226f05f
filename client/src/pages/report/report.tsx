import type { PollState } from '@pollcast/client';
import type { Problem, RoomResults } from '@pollcast/shared/pure';
import { useEffect, useState } from 'preact/hooks';
import { spacedCode } from '../browser/addresses.ts';
import { fetchResults } from '../browser/results.ts';
import { ResultPicture } from '../kinds/result-picture.tsx';
import { Bars } from '../parts/bars.tsx';
import { NoRoom } from '../parts/no-room.tsx';
import { SiteHeader } from '../parts/site-header.tsx';
import { factsOf } from '../parts/spoken.ts';
import { momentText, reasonOf, spanText, words } from '../words/words.ts';
import './report.css';

type Course =
  | { state: 'reading' }
  | { state: 'failed'; problem: unknown }
  | { state: 'read'; room: RoomResults };

/** Everything that came of a room, as far as the key may see it, to be printed or kept as a PDF. */
export function Report({ code, secret }: { code: string; secret: string | null }) {
  const { course, read } = useResults(code, secret);
  if (course.state === 'failed' && codeOf(course.problem) === 'ROOM_NOT_FOUND') return <NoRoom code={code} />;
  return (
    <div class="report">
      <SiteHeader />
      <main aria-busy={course.state === 'reading'}>
        {course.state === 'failed' && <Failure problem={course.problem} onRetry={read} />}
        {course.state === 'read' && <Findings room={course.room} />}
      </main>
    </div>
  );
}

function useResults(code: string, secret: string | null) {
  const [course, setCourse] = useState<Course>({ state: 'reading' });
  const read = async () => {
    setCourse({ state: 'reading' });
    try {
      const answer = await fetchResults({ code }, 'results.json', secret);
      setCourse({ state: 'read', room: (await answer.json()) as RoomResults });
    } catch (problem) {
      setCourse({ state: 'failed', problem });
    }
  };
  useEffect(() => void read(), [code, secret]);
  return { course, read: () => void read() };
}

function Failure({ problem, onRetry }: { problem: unknown; onRetry: () => void }) {
  const isHidden = codeOf(problem) === 'FORBIDDEN';
  return (
    <div class="report-empty" role="alert">
      <h1>{isHidden ? words('report.hidden') : reasonOf(problem)}</h1>
      <button type="button" class="button" data-look="quiet" onClick={onRetry}>
        {words('embed.again')}
      </button>
    </div>
  );
}

function Findings({ room: { code, title, polls, serverNow } }: { room: RoomResults }) {
  useEffect(() => {
    document.title = `${title} · ${words('report.title')}`;
  }, [title]);
  return (
    <>
      <div class="report-head">
        <div>
          <h1>{title}</h1>
          <p class="soft figures">
            <span>{words('page.room', { code: spacedCode(code) })}</span>
            <span>{words('report.asOf', { time: momentText(serverNow) })}</span>
            <span>{words('board.polls', { count: polls.length })}</span>
          </p>
        </div>
        <button type="button" class="button" onClick={() => print()}>
          {words('report.print')}
        </button>
      </div>
      {polls.length === 0 && <p class="soft">{words('report.empty')}</p>}
      <ol class="findings">
        {polls.map((found) => (
          <Finding key={found.poll.id} found={found} />
        ))}
      </ol>
    </>
  );
}

function Finding({ found }: { found: RoomResults['polls'][number] }) {
  const { poll, result } = found;
  return (
    <li>
      <article>
        <h2 class="question">{poll.question}</h2>
        <p class="soft small figures">{timesOf(poll)}</p>
        <ResultPicture
          client={null}
          runoff={found.runoff}
          state={stateOf(found)}
          result={result}
          size="Chart"
        >
          <Bars result={result} />
        </ResultPicture>
        <p class="figures">
          <strong>{words('result.votes', { count: result.voters })}</strong>
          {factsOf(result).map((fact) => (
            <span key={fact} class="soft">
              {fact}
            </span>
          ))}
        </p>
      </article>
    </li>
  );
}

/** As a page has it that follows the poll. */
function stateOf(found: RoomResults['polls'][number]): PollState {
  return { ...found, turnout: null, ballot: null };
}

function timesOf({ openedAt, closedAt }: RoomResults['polls'][number]['poll']): string | null {
  if (openedAt === null) return null;
  if (closedAt === null) return words('report.since', { time: momentText(openedAt) });
  return words('report.span', { time: spanText(openedAt, closedAt) });
}

function codeOf(problem: unknown): Problem['code'] | undefined {
  return (problem as Partial<Problem> | null)?.code;
}
