import type { PollcastClient, PollState } from '@pollcast/client';
import { type HistoryPoint, resultOf } from '@pollcast/shared/pure';
import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';
import { ResultPicture } from '../kinds/result-picture.tsx';
import { Announcer } from '../parts/announcer.tsx';
import { isShort } from '../parts/bars.tsx';
import { OptionList } from '../parts/option-list.tsx';
import { longestWord, questionSize } from '../parts/question-size.ts';
import { spokenResult } from '../parts/spoken.ts';
import { numberText } from '../words/words.ts';
import { StageBars } from './stage-bars.tsx';
import { StageFoot } from './stage-foot.tsx';
import { useFit } from './use-fit.ts';

/** Up to so many rows stand in one column, more of them in two. */
const COLUMN_ROWS = 8;
/** Above this a row is a single line. */
const AIRY_ROWS = 20;
/** Rows whose labels stand beside their bars are low. */
const SHORT_ROWS = 10;
const LARGEST = 2;
const NOBODY = { voters: 0, bins: {} };
/** Figures up to so many characters have room from the start. */
const ROOMY_DIGITS = 4;

interface StagedPollProps {
  client: PollcastClient;
  state: PollState;
  isSorted: boolean;
  /** What stood at some moment before, to be shown instead of the result. */
  then?: HistoryPoint | null;
  /** In the place of how the poll stands. */
  foot?: ComponentChildren;
}

/** A poll as large as the wall allows. Without a result its options stand alone. */
export function StagedPoll({ client, state: now, isSorted, then = null, foot }: StagedPollProps) {
  const state = then === null ? now : { ...now, result: resultOf(now.poll, then) };
  const { poll, result } = state;
  const frame = useRef<HTMLDivElement>(null);
  const shape = result ?? resultOf(poll, NOBODY);
  const rowCount = (shape.groups ?? shape.rows).length;
  const columnCount = rowCount > (isShort(shape) ? SHORT_ROWS : COLUMN_ROWS) ? 2 : 1;
  const digits = Math.max(ROOMY_DIGITS, numberText((now.result ?? shape).base).length);
  useFit(frame, { content: `${poll.version} ${result === null} ${digits}`, largest: LARGEST });
  return (
    <main>
      <div
        class="frame"
        ref={frame}
        data-dense={rowCount > AIRY_ROWS}
        style={{
          '--columns': String(columnCount),
          '--rows': String(Math.ceil(rowCount / columnCount)),
          '--digits': String(digits),
          '--word': String(longestWord(poll.question)),
        }}
      >
        <h1 data-size={questionSize(poll.question)}>{poll.question}</h1>
        {result === null ? (
          <OptionList poll={poll} />
        ) : (
          <ResultPicture client={client} state={state} result={result} isSorted={isSorted} size="Stage">
            <StageBars
              result={result}
              isFinal={poll.status === 'closed' && then === null}
              isSorted={isSorted}
            />
          </ResultPicture>
        )}
      </div>
      {foot ?? <StageFoot client={client} state={state} />}
      {result !== null && foot === undefined && <Announcer text={spokenResult(result)} />}
    </main>
  );
}
