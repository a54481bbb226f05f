import { expect, it } from '@jest/globals';
import { type Answer, answerOfBins, binsOfAnswer, type Poll, type PollId } from '@pollcast/shared';
import fc from 'fast-check';
import type { BallotRequest, Store } from '../../server/src/domain/store.ts';
import { samples } from '../support/kind-samples.ts';
import { cast, openPoll, type StoreOnTrial } from './store-fixtures.ts';

const RUNS = 12;
const VOTERS_MAX = 8;

/** What stands at the end of a voter's way, and what was answered on it; null for nothing. */
interface Way {
  answer: Answer | null;
  detour: Answer | null;
}

/** Every kind's ballots in a store, which knows bins and no kinds. */
export function describeKinds(trial: () => StoreOnTrial): void {
  it.each(samples)(
    '[K0] [B1] $kind: tally, recount and contents come from the ballots that stand, as if none had ever been changed, withdrawn or cast in another order',
    async ({ poll, answer }) => {
      const maybe = fc.option(answer, { freq: 3 });
      const ways = fc.array(fc.record<Way>({ answer: maybe, detour: maybe }), {
        minLength: 1,
        maxLength: VOTERS_MAX,
      });
      await fc.assert(
        fc.asyncProperty(ways, async (given) => {
          const { store } = trial();
          const straight = (await openPoll(store)).poll.id;
          await castAll(
            store,
            straight,
            ballotsOf(poll, given, 1).filter(({ bins }) => bins !== null),
          );
          const winding = (await openPoll(store)).poll.id;
          const detours = given.map(({ detour }) => ({ answer: detour, detour }));
          await castAll(store, winding, ballotsOf(poll, detours, 1).reverse());
          await castAll(store, winding, ballotsOf(poll, detours, 2).map(withdrawn).filter(isEven));
          await castAll(store, winding, ballotsOf(poll, given, 3).reverse());

          const expected = sumOf(poll, given);
          for (const id of [straight, winding]) {
            const { counted, recounted } = (await store.ballots.audit(id))!;
            expect({ voters: counted.voters, bins: counted.bins }).toEqual(expected);
            expect(recounted).toEqual(expected);
          }
          const [asCast, asChanged] = [
            await store.ballots.contents(straight),
            await store.ballots.contents(winding),
          ];
          expect(asChanged!.contents).toEqual(asCast!.contents);
          for (const [index, { answer }] of given.entries()) {
            const stored = await store.ballots.get(winding, `voter-${index}`);
            const bins = stored?.bins ?? null;
            expect(bins && answerOfBins(poll, bins)).toEqual(answer);
          }
        }),
        { numRuns: RUNS },
      );
    },
  );
}

/** Nobody's ballots are never cast. */
async function castAll(store: Store, id: PollId, batch: readonly BallotRequest[]): Promise<void> {
  if (batch.length > 0) await cast(store, id, ...batch);
}

function ballotsOf(poll: Poll, ways: readonly Way[], seq: number): BallotRequest[] {
  return ways.map(({ answer }, index) => ({
    voterKey: `voter-${index}`,
    seq,
    bins: answer && binsOfAnswer(poll, answer),
  }));
}

const withdrawn = (ballot: BallotRequest): BallotRequest => ({ ...ballot, bins: null });
const isEven = (_: unknown, index: number) => index % 2 === 0;

function sumOf(poll: Poll, ways: readonly Way[]) {
  const bins: Record<string, number> = {};
  const answers = ways.flatMap(({ answer }) => answer ?? []);
  for (const answer of answers)
    for (const [bin, count] of Object.entries(binsOfAnswer(poll, answer)))
      bins[bin] = (bins[bin] ?? 0) + count;
  return { voters: answers.length, bins };
}
