import { Bars } from '../parts/bars.tsx';
import type { AnswerFormProps } from './answer-form.tsx';

/** A row of radio buttons from 1 up; the result stands below. */
export function RatingForm({ poll, result, answer, isSettled, onAnswer }: AnswerFormProps<'rating'>) {
  const values = Array.from({ length: poll.settings.steps }, (_, index) => index + 1);
  return (
    <>
      <fieldset class="steps" aria-labelledby="question">
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
      {result !== null && <Bars result={result} mine={answer === null ? [] : [`r${answer.value}`]} />}
    </>
  );
}
