import {
  type AnswerOf,
  fieldsOf,
  type Option,
  type Poll,
  progressOf as progressIn,
} from '@pollcast/shared/pure';
import { saidIn } from '@pollcast/shared/words';
import type { ComponentChildren } from 'preact';
import { groupText } from '../../parts/spoken.ts';
import { words } from '../../words/words.ts';
import { resultInPlace } from '../distribution.tsx';
import type { AnswerFormProps, OutcomeProps, Progress } from '../kind-views.ts';
import { Legend } from '../legend.tsx';
import { Standing } from '../standing.tsx';
import { Steps } from '../steps.tsx';
import { mostIn, Spread } from './spread.tsx';
import './answer.css';

type Scale = Extract<Poll, { kind: 'scale' }>;

/** So many steps fit side by side on a phone. */
const COLUMNS_MAX = 6;

/** Each statement with the scale below it, and how the answers lie. */
export function Form({ state, answer, isSettled, onAnswer }: AnswerFormProps<'scale'>) {
  const values = answer?.values ?? {};
  const give = (id: Option['id'], value: number | null) => {
    const { [id]: _, ...others } = values;
    onAnswer({ values: value === null ? others : { ...others, [id]: value } });
  };
  const { options } = state.poll;
  return (
    <Statements
      state={state}
      answer={answer}
      beside={({ id, label }) =>
        options.length > 1 && (
          <Skip label={label} isIdle={isSettled || values[id] === undefined} onSkip={() => give(id, null)} />
        )
      }
    >
      {({ id }) => (
        <Steps
          name={id}
          values={valuesOf(state.poll)}
          chosen={values[id] ?? null}
          isLocked={isSettled}
          labelledBy={`${id}-label`}
          onChoose={(value) => give(id, value)}
        />
      )}
    </Statements>
  );
}

interface SkipProps {
  label: string;
  /** There is no answer to take back; it keeps its place and the focus. */
  isIdle: boolean;
  onSkip: () => void;
}

function Skip({ label, isIdle, onSkip }: SkipProps) {
  return (
    <button
      type="button"
      class="skip small"
      aria-label={words('vote.skip', { label })}
      aria-disabled={isIdle}
      tabIndex={isIdle ? -1 : 0}
      onClick={() => !isIdle && onSkip()}
    >
      {words('vote.skipShort')}
    </button>
  );
}

/** What each statement came to where the scale was. */
export function Closed({ state, answer }: OutcomeProps<'scale'>) {
  return (
    <Statements state={state} answer={answer}>
      {({ id }) => {
        const group = state.result?.groups?.find((group) => group.id === id);
        const own = answer?.values[id];
        return (
          <p class="came-to">
            <strong class="figures">{group !== undefined && groupText(group)}</strong>
            <span class="own">{own !== undefined && words('vote.mineIs', { answer: String(own) })}</span>
          </p>
        );
      }}
    </Statements>
  );
}

/** How many statements are answered. */
export function progressOf(poll: Scale, answer: AnswerOf<'scale'> | null): Progress {
  const saying = answer === null ? null : progressIn(poll, answer);
  return {
    text: saying === null ? '' : saidIn(words, saying),
    missing: null,
    isEmpty: answer === null || Object.keys(answer.values).length === 0,
  };
}

interface StatementsProps extends OutcomeProps<'scale'> {
  beside?: (option: Option) => ComponentChildren;
  /** What stands between a statement and how its answers lie. */
  children: (option: Option) => ComponentChildren;
}

function Statements({ state, answer, beside, children }: StatementsProps) {
  const { poll } = state;
  const shown = resultInPlace(state);
  return (
    <>
      <div class="scale" style={shapeOf(poll)}>
        {poll.options.map((option) => (
          <section key={option.id}>
            <div class="statement">
              <p id={`${option.id}-label`} class="label" dir="auto">
                {option.label}
              </p>
              {beside?.(option)}
            </div>
            <div class="on-scale">{children(option)}</div>
            {shown !== null && (
              <div data-quiet={state.result === null}>
                <Spread
                  rows={shown.rows.filter(({ group }) => group === option.id)}
                  most={mostIn(shown)}
                  isNps={poll.settings.scale === 'nps'}
                  mine={`${option.id}.${answer?.values[option.id]}`}
                />
              </div>
            )}
          </section>
        ))}
      </div>
      <Standing state={state} />
      {shown !== null && <Legend poll={poll} isQuiet={state.result === null} />}
    </>
  );
}

/** The scale's values as its plain form has them. */
function valuesOf(poll: Scale): number[] {
  const [field] = fieldsOf(poll);
  return field !== undefined && 'choices' in field ? field.choices.map(({ value }) => Number(value)) : [];
}

function shapeOf(poll: Scale): Record<string, string> {
  const count = valuesOf(poll).length;
  const columns = count <= COLUMNS_MAX ? count : Math.ceil(count / 2);
  return {
    '--steps': String(count),
    '--columns': String(columns),
    '--rows': String(Math.ceil(count / columns)),
  };
}
