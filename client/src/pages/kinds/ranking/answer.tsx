import type { AnswerOf, Poll } from '@pollcast/shared/pure';
import { words } from '../../words/words.ts';
import { Distribution } from '../distribution.tsx';
import type { AnswerFormProps, ClosedProps, Progress } from '../kind-views.ts';
import { Order } from './order.tsx';
import { RunOff } from './run-off.tsx';
import { useOrderEdits } from './use-order-edits.ts';
import { useRunOff } from './use-run-off.ts';

type Ranking = Extract<Poll, { kind: 'ranking' }>;

/** A whole hall asks for the run-off when voting closes: each phone some time within this. */
const SPREAD_MS = 2_000;

/** The options are tapped in order, and moved by buttons, keys or mouse; the result stands below. */
export function Form({ state, answer, isSettled, onAnswer }: AnswerFormProps<'ranking'>) {
  const { poll } = state;
  const order = answer?.order ?? [];
  const edits = useOrderEdits({
    poll,
    order,
    isLocked: isSettled,
    onOrder: (changed) => onAnswer({ order: changed }),
  });
  return (
    <>
      <Order poll={poll} order={order} edits={edits} />
      <Distribution state={state} />
    </>
  );
}

/** The order as it was given, the result, and the run-off. */
export function Closed({ client, state, answer }: ClosedProps<'ranking'>) {
  const runoff = useRunOff(client, state, SPREAD_MS);
  return (
    <>
      <Order poll={state.poll} order={answer?.order ?? []} edits={null} />
      <Distribution state={state} />
      {runoff !== null && <RunOff poll={state.poll} runoff={runoff} />}
    </>
  );
}

/** How many places are filled. */
export function progressOf(poll: Ranking, answer: AnswerOf<'ranking'> | null): Progress {
  const max = poll.settings.top ?? poll.options.length;
  const count = answer?.order.length ?? 0;
  const missing = max - count;
  return {
    text: answer === null || max === 1 ? '' : words('vote.chosen', { count, max }),
    missing: missing > 0 && count > 0 ? words('vote.more', { count: missing }) : null,
    isEmpty: count === 0,
  };
}
