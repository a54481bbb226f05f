import type { Poll } from '@pollcast/shared/pure';
import { labelsOf } from '../../audience/ballot-course.ts';
import { meanText, words } from '../../words/words.ts';
import { Distribution } from '../distribution.tsx';
import type { AnswerFormProps, OutcomeProps } from '../kind-views.ts';
import './answer.css';

type Rating = Extract<Poll, { kind: 'rating' }>;

const COLUMNS_MAX = 5;

/** A row of radio buttons from 1 up; the result stands below. */
export function Form({ state, answer, isSettled, onAnswer }: AnswerFormProps<'rating'>) {
  const { poll } = state;
  const { steps } = poll.settings;
  const values = Array.from({ length: steps }, (_, index) => index + 1);
  return (
    <>
      <div class="rating" style={shapeOf(poll)}>
        <fieldset class="steps" aria-labelledby="question" aria-describedby="ends">
          {values.map((value) => (
            <label key={value} class="step figures" data-locked={isSettled}>
              <input
                type="radio"
                name="value"
                value={value}
                checked={answer?.value === value}
                aria-disabled={isSettled}
                onClick={(event) => isSettled && event.preventDefault()}
                onChange={() => onAnswer({ value })}
              />
              {value}
            </label>
          ))}
        </fieldset>
        <p id="ends" class="ends small soft figures">
          <span>1 {words('vote.lowest')}</span>
          <span>
            {steps} {words('vote.highest')}
          </span>
        </p>
      </div>
      <OwnAnswer state={state} answer={answer} />
      <Distribution state={state} />
    </>
  );
}

/** The mean where the steps were. */
export function Closed({ state, answer }: OutcomeProps<'rating'>) {
  const { poll, result } = state;
  return (
    <>
      <div class="rating" style={shapeOf(poll)}>
        {typeof result?.mean === 'number' && (
          <p class="mean">
            <strong class="figures">{meanText(result.mean)}</strong>
            <span class="soft">{words('result.meanOf', { max: poll.settings.steps })}</span>
          </p>
        )}
      </div>
      <OwnAnswer state={state} answer={answer} />
      <Distribution state={state} />
    </>
  );
}

/** Keeps its line while there is none. */
function OwnAnswer({ state: { poll }, answer }: OutcomeProps<'rating'>) {
  return (
    <p class="own-answer">
      {answer !== null && words('vote.mineIs', { answer: labelsOf(poll, answer).join() })}
    </p>
  );
}

/** Ten steps do not fit side by side on a phone. */
function shapeOf({ settings: { steps } }: Rating): Record<string, string> {
  const columns = steps <= COLUMNS_MAX ? steps : Math.ceil(steps / 2);
  const rows = Math.ceil(steps / columns);
  return { '--steps': String(steps), '--columns': String(columns), '--rows': String(rows) };
}
