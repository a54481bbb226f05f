import { type PollcastClient, PollcastError, type PollState } from '@pollcast/client';
import { type CommandResult, FEW, type Result } from '@pollcast/shared/pure';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../words/words.ts';
import { Bars } from './bars.tsx';
import './split.css';

type Answered = CommandResult<'poll:split'>;

/** Asked for again at most so often while votes come in. */
const EVERY_MS = 1000;

/** A result by what its voters answered to the room's segment poll, unfolded where somebody wants to see it. */
export function Split({ client, state }: { client: PollcastClient; state: PollState }) {
  const { poll, tally } = state;
  const [isOpen, setIsOpen] = useState(false);
  const split = useSplit(client, state);
  if (poll.segment === null || tally === null || split?.segment == null) return null;
  return (
    <details class="split" open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>{words('split.by', { question: split.segment.question })}</summary>
      {split.groups.length === 0 && <p class="soft">{words('split.none')}</p>}
      {split.groups.map(({ id, label, result }) => (
        <section key={id ?? ''}>
          <h3>
            <span dir="auto">{label ?? words('split.others')}</span>{' '}
            <small class="soft figures">{words('result.votes', { count: result.voters })}</small>
          </h3>
          <Bars result={withNames(result)} />
        </section>
      ))}
    </details>
  );
}

function withNames(result: Result): Result {
  const named = (row: Result['rows'][number]) =>
    row.id === FEW ? { ...row, label: words('split.few') } : row;
  return { ...result, rows: result.rows.map(named) };
}

/** The newest split; null until it is known. */
function useSplit(client: PollcastClient, { poll, tally }: PollState): Answered | null {
  const [split, setSplit] = useState<Answered | null>(null);
  const [turn, setTurn] = useState(0);
  const isAsked = poll.segment !== null && tally !== null;
  useEffect(() => {
    if (!isAsked) return;
    let isWanted = true;
    client.call('poll:split', { id: poll.id }).then(
      (answered) => isWanted && setSplit(answered),
      // Seen with the next vote, or never where it may not be seen any more.
      (error) => isWanted && !(error instanceof PollcastError && error.retryable) && setSplit(null),
    );
    return () => {
      isWanted = false;
    };
  }, [client, poll.id, poll.version, isAsked, turn]);
  useEffect(() => {
    if (!isAsked || turn === tally.version) return;
    const timer = setTimeout(() => setTurn(tally.version), EVERY_MS);
    return () => clearTimeout(timer);
  }, [isAsked, tally?.version === turn]);
  return split;
}
