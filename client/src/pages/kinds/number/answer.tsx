import { type AnswerOf, misfitOf, type Poll, stepsIn } from '@pollcast/shared/pure';
import { useState } from 'preact/hooks';
import { numberIn } from '../../parts/number-field.tsx';
import { numberText, words } from '../../words/words.ts';
import { Distribution, OwnAnswer } from '../distribution.tsx';
import type { AnswerFormProps, OutcomeProps, Progress } from '../kind-views.ts';
import { Histogram } from './histogram.tsx';
import './answer.css';

type NumberPoll = Extract<Poll, { kind: 'number' }>;

/** Finer steps than these cannot be found with a thumb. */
const SLIDER_STEPS_MAX = 200;

/** A field for the number, and a slider where its steps are wide enough for one. */
export function Form({ state, answer, isSettled, onAnswer }: AnswerFormProps<'number'>) {
  const { settings } = state.poll;
  const { min, max, step } = settings;
  const value = answer?.value ?? Number.NaN;
  const [typed, setTyped] = useState('');
  // What was typed stands as long as it means the answer; a slider or a withdrawal writes it anew.
  const text = Object.is(numberIn(typed), value) ? typed : textOf(value);
  const type = (input: HTMLInputElement) => {
    setTyped(input.value);
    onAnswer({ value: numberIn(input.value) });
  };
  const slide = (input: HTMLInputElement) => {
    if (isSettled) input.value = String(value);
    else onAnswer({ value: input.valueAsNumber });
  };
  return (
    <>
      <div class="number">
        <input
          class="figures"
          type="number"
          inputMode="decimal"
          aria-labelledby="question"
          aria-describedby="ends"
          {...{ min, max, step }}
          value={text}
          readOnly={isSettled}
          onInput={(event) => type(event.currentTarget)}
        />
        {stepsIn(settings) <= SLIDER_STEPS_MAX && (
          <input
            type="range"
            aria-labelledby="question"
            aria-disabled={isSettled}
            data-blank={Number.isNaN(value)}
            {...{ min, max, step }}
            value={Number.isNaN(value) ? (min + max) / 2 : value}
            onInput={(event) => slide(event.currentTarget)}
          />
        )}
        <Ends poll={state.poll} />
      </div>
      <OwnAnswer answer={ownText(state.ballot?.answer ?? null)} />
      <Distribution
        state={state}
        picture={(result) => <Histogram state={{ ...state, result }} size="chart" />}
      />
    </>
  );
}

/** The median where the field was. */
export function Closed({ state, answer }: OutcomeProps<'number'>) {
  const { poll, result } = state;
  return (
    <>
      <div class="number">
        {typeof result?.median === 'number' && (
          <p class="mean">
            <strong class="figures">{numberText(result.median)}</strong>
            <span class="soft">{words('result.medianLong')}</span>
          </p>
        )}
        {result === null && <Ends poll={poll} />}
      </div>
      <OwnAnswer answer={ownText(answer)} />
      <Distribution
        state={state}
        picture={(result) => <Histogram state={{ ...state, result }} size="chart" />}
      />
    </>
  );
}

/** What a number has to be like, as long as it is not. */
export function progressOf(poll: NumberPoll, answer: AnswerOf<'number'> | null): Progress {
  const { min, max, step } = poll.settings;
  const isFitting = answer !== null && misfitOf(poll, answer) === null;
  return {
    text: '',
    missing: isFitting ? null : words(step === 1 ? 'task.number' : 'vote.numberBy', { min, max, step }),
    isEmpty: answer === null || Number.isNaN(answer.value),
  };
}

function Ends({ poll }: { poll: NumberPoll }) {
  const { min, max } = poll.settings;
  return (
    <p id="ends" class="ends small soft figures">
      <span>{numberText(min)}</span>
      <span>{numberText(max)}</span>
    </p>
  );
}

const textOf = (value: number) => (Number.isNaN(value) ? '' : String(value));

function ownText(answer: unknown): string | null {
  return answer === null ? null : numberText((answer as AnswerOf<'number'>).value);
}
