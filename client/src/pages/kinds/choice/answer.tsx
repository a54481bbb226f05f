import type { PollState } from '@pollcast/client';
import type { AnswerOf, Poll } from '@pollcast/shared/pure';
import { Bar, colourOf, Figure } from '../../parts/bars.tsx';
import { partOf } from '../../parts/lines.ts';
import { words } from '../../words/words.ts';
import type { AnswerFormProps, OutcomeProps, Progress } from '../kind-views.ts';
import { Standing } from '../standing.tsx';
import '../options.css';

/** Radio buttons for one answer, checkboxes for several; the result stands inside the options. */
export function Form({ state, answer, isSettled, onAnswer }: AnswerFormProps<'choice'>) {
  const { poll, result, ballot } = state;
  const { max } = poll.settings;
  const isGiven = answer !== null && answer === ballot?.answer;
  const chosen = answer?.options ?? [];
  const takesOne = max === 1;
  const isFull = !takesOne && chosen.length >= max;
  return (
    <>
      <fieldset class="options" aria-labelledby="question">
        {poll.options.map(({ id, label }, index) => {
          const isChosen = chosen.includes(id);
          const isLocked = isSettled || (isFull && !isChosen);
          const answerNow = () => {
            if (takesOne) return onAnswer({ options: [id] });
            onAnswer({ options: isChosen ? chosen.filter((other) => other !== id) : [...chosen, id] });
          };
          return (
            <label
              key={id}
              class={`option ${colourOf(index)}`}
              data-locked={isLocked}
              data-left-out={isFull && !isChosen}
              data-quiet={result === null}
            >
              <input
                type={takesOne ? 'radio' : 'checkbox'}
                name="option"
                value={id}
                checked={isChosen}
                aria-disabled={isLocked}
                aria-labelledby={`${id}-label`}
                aria-describedby={`${id}-result ${id}-mine`}
                onClick={(event) => isLocked && event.preventDefault()}
                onChange={answerNow}
              />
              <span id={`${id}-label`} class="label">
                {label}
              </span>
              <OptionResult id={id} result={result} index={index} />
              {isChosen && isGiven && <Mine id={id} />}
            </label>
          );
        })}
      </fieldset>
      <Standing state={state} />
    </>
  );
}

/** The same options in the same places, with nothing left to choose. */
export function Closed({ state, answer }: OutcomeProps<'choice'>) {
  const { poll, result } = state;
  return (
    <>
      <ol class="options" aria-label={words(result === null ? 'edit.options' : 'result.list')}>
        {poll.options.map(({ id, label }, index) => {
          const isMine = answer?.options.includes(id) ?? false;
          return (
            <li
              key={id}
              class={`option ${colourOf(index)}`}
              data-locked="true"
              data-mine={isMine}
              data-quiet={result === null}
            >
              <span class="sign" aria-hidden="true" />
              <span class="label">{label}</span>
              <OptionResult id={id} result={result} index={index} />
              {isMine && <Mine id={id} />}
            </li>
          );
        })}
      </ol>
      <Standing state={state} />
    </>
  );
}

/** How many of those that can be chosen are; of a single one there is nothing to tell. */
export function progressOf(
  { settings: { min, max } }: Extract<Poll, { kind: 'choice' }>,
  answer: AnswerOf<'choice'> | null,
): Progress {
  const count = answer?.options.length ?? 0;
  const missing = min - count;
  return {
    text: answer === null || max === 1 ? '' : words('vote.chosen', { count, max }),
    missing: max > 1 && missing > 0 ? words('vote.more', { count: missing }) : null,
    isEmpty: count === 0,
  };
}

/** Keeps its place while there is nothing to show. */
function OptionResult({ id, result, index }: { id: string; result: PollState['result']; index: number }) {
  const row = result?.rows[index];
  return (
    <span id={`${id}-result`} class="option-result">
      {row !== undefined && <Bar part={partOf(row.count, result!.base)} />}
      {row !== undefined && (
        <strong>
          <Figure row={row} />
        </strong>
      )}
    </span>
  );
}

function Mine({ id }: { id: string }) {
  return (
    <span id={`${id}-mine`} class="mine">
      {words('vote.mine')}
    </span>
  );
}
