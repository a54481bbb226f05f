import type { PollState } from '@pollcast/client';
import { type Answer, answerOfBins, type Poll, type Result, resultOf } from '@pollcast/shared/pure';
import type { Speech } from '@pollcast/shared/words';
import { binsChosen } from '../pages/audience/ballot-course.ts';

type Row = Result['rows'][number];

interface RowsProps {
  speech: Speech;
  state: PollState;
  /** The answer to show as chosen. */
  answer: Answer | null;
  /** Nothing can be changed any more; the inputs stay, so that focus does. */
  isSettled: boolean;
  onAnswer: (answer: Answer) => void;
}

const NOBODY = { voters: 0, bins: {} };
/** Labels up to this stand beside their bars instead of above. */
const SHORT_CHARACTERS = 3;

/** Options, or the steps of a scale, each with its bar: a form while voting is open, else a list. The places of figures are kept free. */
export function Rows({ speech, state: { poll, result }, answer, isSettled, onAnswer }: RowsProps) {
  const { rows } = result ?? resultOf(poll, NOBODY);
  const chosen = binsChosen(poll, answer);
  const look = rows.every(({ label }) => label.length <= SHORT_CHARACTERS) ? 'short' : 'long';
  const partsOf = (row: Row) => (
    <RowParts speech={speech} row={row} base={result?.base ?? null} isMine={chosen.includes(row.id)} />
  );

  if (poll.status !== 'open')
    return (
      <ol class={`rows ${look}`} aria-label={speech.words('result.list')}>
        {rows.map((row) => (
          <li key={row.id} class="row">
            {partsOf(row)}
          </li>
        ))}
      </ol>
    );
  return (
    <fieldset class={`rows ${look}`} aria-labelledby="question">
      {rows.map((row) => {
        const isChosen = chosen.includes(row.id);
        const isLocked = isSettled || (!isChosen && isFull(poll, chosen));
        return (
          <label key={row.id} class="row" data-locked={isLocked}>
            <input
              type={inputType(poll)}
              name="answer"
              checked={isChosen}
              aria-disabled={isLocked}
              aria-labelledby={`${row.id}-label`}
              aria-describedby={`${row.id}-meta`}
              onClick={(event) => isLocked && event.preventDefault()}
              onChange={() => onAnswer(answerOfRows(poll, toggled(poll, chosen, row.id)))}
            />
            {partsOf(row)}
          </label>
        );
      })}
    </fieldset>
  );
}

interface RowPartsProps {
  speech: Speech;
  row: Row;
  /** What 100 % stands for; null where counts may not be seen. */
  base: number | null;
  isMine: boolean;
}

function RowParts({ speech: { words, figure }, row, base, isMine }: RowPartsProps) {
  const part = base === null || base === 0 ? 0 : row.count / base;
  return (
    <>
      <span id={`${row.id}-label`} class="label" dir="auto">
        {row.label}
      </span>
      <span id={`${row.id}-meta`} class="meta">
        <strong>{base !== null && figure(row.count, row.percent)}</strong>
        {isMine && <span class="mine">{words('vote.mine')}</span>}
      </span>
      <span class="bar" aria-hidden="true">
        <span style={{ '--part': String(part) }} />
      </span>
    </>
  );
}

function inputType(poll: Poll): 'radio' | 'checkbox' {
  switch (poll.kind) {
    case 'choice':
      return poll.settings.max > 1 ? 'checkbox' : 'radio';
    case 'rating':
      return 'radio';
    default:
      return poll satisfies never;
  }
}

function isFull(poll: Poll, chosen: readonly string[]): boolean {
  return inputType(poll) === 'checkbox' && poll.kind === 'choice' && chosen.length >= poll.settings.max;
}

function toggled(poll: Poll, chosen: readonly string[], id: string): string[] {
  if (inputType(poll) === 'radio') return [id];
  return chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id];
}

/** Rows are a poll's bins. */
function answerOfRows(poll: Poll, ids: readonly string[]): Answer {
  return answerOfBins(poll, Object.fromEntries(ids.map((id) => [id, 1])));
}
