import type { PollState } from '@pollcast/client';
import { type AnswerOf, type Option, type Poll, progressOf as progressIn } from '@pollcast/shared/pure';
import { saidIn } from '@pollcast/shared/words';
import type { ComponentChildren } from 'preact';
import { Bar, colourOf, Figure } from '../../parts/bars.tsx';
import { partOf } from '../../parts/lines.ts';
import { numberText, words } from '../../words/words.ts';
import type { AnswerFormProps, OutcomeProps, Progress } from '../kind-views.ts';
import { Legend } from '../legend.tsx';
import { Standing } from '../standing.tsx';
import { Stepper } from './stepper.tsx';
import './answer.css';

type Points = Extract<Poll, { kind: 'points' }>;

/** Each option with its points: written, or given by steps. */
export function Form({ state, answer, isSettled, onAnswer }: AnswerFormProps<'points'>) {
  const { budget } = state.poll.settings;
  const points = answer?.points ?? {};
  const left = budget - spentIn(answer);
  const give = (id: Option['id'], count: number) => {
    const { [id]: _, ...others } = points;
    onAnswer({ points: count > 0 ? { ...others, [id]: count } : others });
  };
  return (
    <>
      <fieldset class="points" aria-labelledby="question">
        {state.poll.options.map((option, index) => (
          <Row key={option.id} state={state} option={option} index={index}>
            <Stepper
              option={option}
              count={points[option.id] ?? 0}
              left={left}
              budget={budget}
              isLocked={isSettled}
              onCount={(count) => give(option.id, count)}
            />
          </Row>
        ))}
      </fieldset>
      <Foot state={state} />
    </>
  );
}

/** The same options in the same places, with what one has given them. */
export function Closed({ state, answer }: OutcomeProps<'points'>) {
  return (
    <>
      <ol class="points" aria-label={words(state.result === null ? 'edit.options' : 'result.list')}>
        {state.poll.options.map((option, index) => {
          const count = answer?.points[option.id];
          return (
            <Row key={option.id} as="li" state={state} option={option} index={index}>
              <span class="own figures">
                {count !== undefined && words('vote.mineIs', { answer: numberText(count) })}
              </span>
            </Row>
          );
        })}
      </ol>
      <Foot state={state} />
    </>
  );
}

/** What is left to spend, or what was spent too much. */
export function progressOf(poll: Points, answer: AnswerOf<'points'> | null): Progress {
  const spent = spentIn(answer);
  const over = spent - poll.settings.budget;
  const saying = answer === null ? null : progressIn(poll, answer);
  return {
    text: saying === null ? '' : saidIn(words, saying),
    missing: over > 0 ? words('vote.pointsBack', { count: over }) : null,
    isEmpty: spent === 0,
  };
}

interface RowProps {
  state: PollState;
  option: Option;
  index: number;
  as?: 'li' | 'div';
  children: ComponentChildren;
}

/** An option, its result as far as it may be seen, and one's own points. */
function Row({ state: { result }, option: { id, label }, index, as: Element = 'div', children }: RowProps) {
  const row = result?.rows[index];
  return (
    <Element class={`points-row ${colourOf(index)}`}>
      <span id={`${id}-label`} class="label">
        {label}
      </span>
      <span id={`${id}-result`} class="given">
        {row !== undefined && (
          <strong>
            <Figure row={row} />
          </strong>
        )}
        {row !== undefined && <Bar part={partOf(row.count, result!.base)} />}
      </span>
      {children}
    </Element>
  );
}

function Foot({ state }: { state: PollState }) {
  return (
    <>
      <Standing state={state} />
      <Legend poll={state.poll} isQuiet={state.result === null} />
    </>
  );
}

function spentIn(answer: AnswerOf<'points'> | null): number {
  return Object.values(answer?.points ?? {}).reduce((sum, count) => sum + count, 0);
}
