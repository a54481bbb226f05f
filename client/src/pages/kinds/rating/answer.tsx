import type { AnswerOf, Poll } from '@pollcast/shared/pure';
import { meanText, words } from '../../words/words.ts';
import { Distribution, OwnAnswer } from '../distribution.tsx';
import type { AnswerFormProps, OutcomeProps } from '../kind-views.ts';
import { Steps } from '../steps.tsx';
import './answer.css';

type Rating = Extract<Poll, { kind: 'rating' }>;

const COLUMNS_MAX = 5;

/** A row of radio buttons from 1 up; the result stands below. */
export function Form({ state, answer, isSettled, onAnswer }: AnswerFormProps<'rating'>) {
  const { poll } = state;
  const { steps } = poll.settings;
  return (
    <>
      <div class="rating" style={shapeOf(poll)}>
        <Steps
          name="value"
          values={Array.from({ length: steps }, (_, index) => index + 1)}
          chosen={answer?.value ?? null}
          isLocked={isSettled}
          labelledBy="question"
          describedBy="ends"
          onChoose={(value) => onAnswer({ value })}
        />
        <p id="ends" class="ends small soft figures">
          <span>1 {words('vote.lowest')}</span>
          <span>
            {steps} {words('vote.highest')}
          </span>
        </p>
      </div>
      <OwnAnswer answer={textOf(answer)} />
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
      <OwnAnswer answer={textOf(answer)} />
      <Distribution state={state} hasFacts={false} />
    </>
  );
}

/** The steps are written so too. */
const textOf = (answer: AnswerOf<'rating'> | null) => (answer === null ? null : String(answer.value));

/** Ten steps do not fit side by side on a phone. */
function shapeOf({ settings: { steps } }: Rating): Record<string, string> {
  const columns = steps <= COLUMNS_MAX ? steps : Math.ceil(steps / 2);
  const rows = Math.ceil(steps / columns);
  return { '--steps': String(steps), '--columns': String(columns), '--rows': String(rows) };
}
