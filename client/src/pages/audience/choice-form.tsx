import type { Result } from '@pollcast/shared/pure';
import { Bar, colourOf, Figure, partOf } from '../parts/bars.tsx';
import { words } from '../words/words.ts';
import type { AnswerFormProps } from './answer-form.tsx';

/** Radio buttons for one answer, checkboxes for several; the result stands inside the options. */
export function ChoiceForm({ poll, result, answer, isSettled, onAnswer }: AnswerFormProps<'choice'>) {
  const { max } = poll.settings;
  const chosen = answer?.options ?? [];
  const takesOne = max === 1;
  const isFull = !takesOne && chosen.length >= max;
  return (
    <fieldset class="options" aria-labelledby="question">
      {poll.options.map(({ id, label }, index) => {
        const isChosen = chosen.includes(id);
        const isLocked = isSettled || (isFull && !isChosen);
        const row = result?.rows[index];
        const answerNow = () => {
          if (takesOne) return onAnswer({ options: [id] });
          onAnswer({ options: isChosen ? chosen.filter((other) => other !== id) : [...chosen, id] });
        };
        return (
          <label key={id} class={`option ${colourOf(index)}`} data-locked={isLocked}>
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
            <span id={`${id}-label`}>{label}</span>
            {row !== undefined && <OptionResult id={id} row={row} base={result!.base} />}
            {isChosen && (
              <span id={`${id}-mine`} class="mine">
                {words('vote.mine')}
              </span>
            )}
          </label>
        );
      })}
    </fieldset>
  );
}

function OptionResult({ id, row, base }: { id: string; row: Result['rows'][number]; base: number }) {
  return (
    <span id={`${id}-result`} class="option-result">
      <Bar part={partOf(row.count, base)} />
      <strong>
        <Figure row={row} />
      </strong>
    </span>
  );
}
