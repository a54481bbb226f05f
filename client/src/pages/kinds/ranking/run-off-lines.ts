import type { OptionId, Poll, Runoff } from '@pollcast/shared/pure';
import { words } from '../../words/words.ts';

/** What a line of the run-off's table says of a round: the ballots that count for an option, and what became of it. */
export interface Cell {
  count: number;
  percent: number;
  end: 'out' | 'wins' | null;
}

export interface RunoffLine {
  id: OptionId;
  label: string;
  /** One for each round; null once it is out. */
  cells: (Cell | null)[];
}

/** The options as they came in: the winner first, last who went out first. */
export function linesOf(poll: Poll, { rounds, winner }: Runoff): RunoffLine[] {
  const lines = poll.options.map(({ id, label }): RunoffLine => {
    const cells = rounds.map(({ rows, out }): Cell | null => {
      const row = rows.find((row) => row.id === id);
      return row === undefined ? null : { ...row, end: out.includes(id) ? 'out' : null };
    });
    if (id === winner) cells.at(-1)!.end = 'wins';
    return { id, label, cells };
  });
  return lines.sort((a, b) => roundsOf(b) - roundsOf(a) || lastCount(b) - lastCount(a));
}

const roundsOf = ({ cells }: RunoffLine) => cells.filter((cell) => cell !== null).length;
const lastCount = ({ cells }: RunoffLine) => cells.findLast((cell) => cell !== null)?.count ?? 0;

/** How each tie was broken. */
export function tieTexts(poll: Poll, { rounds }: Runoff): string[] {
  return rounds.flatMap(({ tie, out }, index) => {
    if (tie === null) return [];
    const labels = tie.among.map((id) => labelIn(poll, id)).join(' · ');
    const filling = { round: index + 1, labels, out: labelIn(poll, out[0]!) };
    return [words(tie.by === 'first' ? 'runoff.tieFirst' : 'runoff.tieOrder', filling)];
  });
}

function labelIn({ options }: Poll, wanted: OptionId): string {
  return options.find(({ id }) => id === wanted)?.label ?? '';
}
