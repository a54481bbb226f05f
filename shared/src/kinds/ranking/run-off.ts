import type { OptionId } from '../../model/ids.ts';
import type { Option, Runoff, RunoffRound, RunoffTie } from '../../model/index.ts';
import { percentages } from '../../percent.ts';

/** Ballots that say the same: an order, the best first, and how many have it. */
export interface Ranked {
  order: readonly OptionId[];
  count: number;
}

/** What a run-off comes to, whatever tally it belongs to. */
export type Rounds = Pick<Runoff, 'voters' | 'rounds' | 'winner'>;

/** Ballots that say the same, on their way through the rounds. */
interface Pile extends Ranked {
  /** Where in the order the option stands that they count for. */
  place: number;
}

interface Standing {
  id: OptionId;
  count: number;
}

/** An option that is still in, with the ballots that count for it. */
interface Stand extends Standing {
  piles: Pile[];
}

/**
 * An instant run-off: each ballot counts for the best placed option that is still in, and while none has more than half
 * of the ballots that count, the one with the fewest goes out. Options that nobody put first go together, in the first
 * round. docs/SPEC.md K7 says how ties are broken.
 */
export function runOff(options: readonly Pick<Option, 'id'>[], ballots: readonly Ranked[]): Rounds {
  const voters = ballots.reduce((sum, { count }) => sum + count, 0);
  const rounds: RunoffRound[] = [];
  const still = new Map(options.map(({ id }): [OptionId, Stand] => [id, { id, count: 0, piles: [] }]));
  let loose = ballots.map(({ order, count }): Pile => ({ order, count, place: 0 }));
  for (;;) {
    lay(loose, still);
    const standings = [...still.values()];
    const counting = standings.reduce((sum, { count }) => sum + count, 0);
    // Nobody voted, or nobody for any of the options, as ballots of an older or a damaged store may.
    if (counting === 0) return { voters, rounds, winner: null };
    const winner = standings.find(({ count }) => count * 2 > counting);
    const { out, tie } = winner === undefined ? leaving(standings, rounds[0]) : { out: [], tie: null };
    rounds.push({ rows: withPercents(standings), exhausted: voters - counting, out, tie });
    if (winner !== undefined) return { voters, rounds, winner: winner.id };
    loose = out.flatMap((id) => still.get(id)!.piles);
    for (const id of out) still.delete(id);
  }
}

/** Has ballots count for the best placed option that is still in; those that name none are left. */
function lay(piles: readonly Pile[], still: ReadonlyMap<OptionId, Stand>): void {
  for (const pile of piles) {
    const { order } = pile;
    while (pile.place < order.length && !still.has(order[pile.place]!)) pile.place += 1;
    const stand = still.get(order[pile.place]!);
    if (stand === undefined) continue;
    stand.piles.push(pile);
    stand.count += pile.count;
  }
}

/** Who goes out of a round. Counts only grow: who has no ballot had no first choice. */
function leaving(
  standings: readonly Standing[],
  first: RunoffRound | undefined,
): { out: OptionId[]; tie: RunoffTie | null } {
  const fewest = fewestOf(standings);
  if (fewest.length === 1 || fewest[0]!.count === 0) return { out: idsOf(fewest), tie: null };
  const firstChoices = new Map((first?.rows ?? standings).map(({ id, count }) => [id, count]));
  const fewestFirst = fewestOf(fewest.map(({ id }) => ({ id, count: firstChoices.get(id)! })));
  const by = fewestFirst.length === 1 ? 'first' : 'order';
  return { out: idsOf(fewestFirst.slice(-1)), tie: { among: idsOf(fewest), by } };
}

function fewestOf(standings: readonly Standing[]): Standing[] {
  const fewest = Math.min(...standings.map(({ count }) => count));
  return standings.filter(({ count }) => count === fewest);
}

const idsOf = (standings: readonly Standing[]) => standings.map(({ id }) => id);

function withPercents(standings: readonly Standing[]): RunoffRound['rows'] {
  const percents = percentages(standings.map(({ count }) => count));
  return standings.map(({ id, count }, index) => ({ id, count, percent: percents[index]! }));
}
