import type { PollState } from '@pollcast/client';
import {
  type Answer,
  answerOfForm,
  foremostRows,
  formOfAnswer,
  type Result,
  type RowField,
  resultOf,
  rowField,
} from '@pollcast/shared/pure';
import { groupText, type Speech, saidIn } from '@pollcast/shared/words';
import type { ComponentChildren } from 'preact';
import { rowsChosen } from '../pages/audience/ballot-course.ts';
import { loadedFields } from './load-fields.ts';

type Row = Result['rows'][number];

export interface RowsProps {
  speech: Speech;
  state: PollState;
  /** The answer to show as chosen. */
  answer: Answer | null;
  /** Nothing can be changed any more; the inputs stay, so that focus does. */
  isSettled: boolean;
  onAnswer: (answer: Answer) => void;
  /** What has become of the answer: right below where it is given. */
  children: ComponentChildren;
}

const NOBODY = { voters: 0, bins: {} };
/** Labels up to this stand beside their bars instead of above. */
const SHORT_CHARACTERS = 3;

/** What is asked and what came of it: a form while voting is open, else a list. The places of figures are kept free. */
export function Rows(props: RowsProps) {
  const { poll } = props.state;
  const field = rowField(poll);
  const list = <ResultList {...props} />;
  if (field !== null) {
    return (
      <>
        {poll.status === 'open' ? <RowsForm {...props} field={field} /> : list}
        {props.children}
      </>
    );
  }
  const { BeyondRows } = loadedFields();
  return <BeyondRows {...props} list={list} texts={{ groupText, saidIn }} />;
}

const lookOf = ({ rows }: Result) =>
  rows.every(({ label }) => label.length <= SHORT_CHARACTERS) ? 'short' : 'long';

function ResultList({ speech, state: { poll, result }, answer }: RowsProps) {
  const shape = result ?? resultOf(poll, NOBODY);
  const chosen = rowsChosen(poll, answer);
  return (
    <ol
      class={`rows ${lookOf(shape)}`}
      data-boxed={rowField(poll) !== null}
      aria-label={speech.words('result.list')}
    >
      {foremostRows(poll, shape).map((row) => (
        <li key={row.id} class="row">
          <RowParts speech={speech} row={row} base={result?.base ?? null} isMine={chosen.includes(row.id)} />
        </li>
      ))}
    </ol>
  );
}

/** Options, or the steps of a scale, each with its bar. */
function RowsForm({
  field,
  speech,
  state: { poll, result },
  answer,
  isSettled,
  onAnswer,
}: RowsProps & { field: RowField }) {
  const shape = result ?? resultOf(poll, NOBODY);
  const values = answer === null ? [] : [formOfAnswer(poll, answer)[field.name] ?? []].flat();
  return (
    <fieldset class={`rows ${lookOf(shape)}`} aria-labelledby="question">
      {shape.rows.map((row, index) => {
        const { value } = field.choices[index]!;
        const isChosen = values.includes(value);
        const isLocked = isSettled || (!isChosen && isFull(field, values));
        const answerNow = () =>
          onAnswer(answerOfForm(poll, { [field.name]: toggled(field, values, value) }) as Answer);
        return (
          <label key={row.id} class="row" data-locked={isLocked}>
            <input
              type={field.type === 'one' ? 'radio' : 'checkbox'}
              name="answer"
              checked={isChosen}
              aria-disabled={isLocked}
              aria-labelledby={`${row.id}-label`}
              aria-describedby={`${row.id}-meta`}
              onClick={(event) => isLocked && event.preventDefault()}
              onChange={answerNow}
            />
            <RowParts speech={speech} row={row} base={result?.base ?? null} isMine={isChosen} isNamed />
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
  /** Its parts name and describe an input. */
  isNamed?: boolean;
}

function RowParts({ speech: { words, figure }, row, base, isMine, isNamed = false }: RowPartsProps) {
  const idOf = (part: string) => (isNamed ? `${row.id}-${part}` : undefined);
  const part = base === null || base === 0 ? 0 : row.count / base;
  return (
    <>
      <span id={idOf('label')} class="label" dir="auto">
        {row.label}
      </span>
      <span id={idOf('meta')} class="meta">
        <strong>{base !== null && figure(row.count, row.percent)}</strong>
        {isMine && <span class="mine">{words('vote.mine')}</span>}
      </span>
      <span class="bar" aria-hidden="true" data-quiet={base === null}>
        <span style={{ '--part': String(part) }} />
      </span>
    </>
  );
}

function isFull(field: RowField, chosen: readonly string[]): boolean {
  return field.type === 'several' && chosen.length >= field.max;
}

function toggled(field: RowField, chosen: readonly string[], value: string): string[] {
  if (field.type === 'one') return [value];
  return chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
}
