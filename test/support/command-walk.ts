import type { CommandName } from '@pollcast/shared';
import { draftHall, type Hall } from './hall.ts';
import { choose } from './poll-samples.ts';

/** A hall with an open poll whose result only moderators see, and a draft after it. */
export interface Stage extends Hall {
  draftId: string;
}

const draft = { kind: 'choice' as const, question: 'Cake?', options: [{ label: 'Yes' }, { label: 'No' }] };

/** A good input of each command, whoever sends it. */
export const INPUTS: { [C in CommandName]: (stage: Stage) => object } = {
  'room:create': () => ({ title: 'Hall 2', polls: [draft] }),
  'room:get': ({ code }) => ({ code }),
  'room:join': ({ code }) => ({ code: code.toLowerCase() }),
  'room:leave': ({ code }) => ({ code }),
  'room:update': ({ code, draftId }) => ({ code, title: 'Hall 3', stage: draftId }),
  'room:rekey': ({ code }) => ({ code, which: 'viewer' }),
  'room:delete': ({ code }) => ({ code }),
  'poll:create': ({ code }) => ({ code, ...draft }),
  'poll:update': ({ draftId }) => ({ id: draftId, question: 'Pie?', settings: { max: 2 } }),
  'poll:delete': ({ poll }) => ({ id: poll.id }),
  'poll:restore': ({ poll }) => ({ id: poll.id }),
  'poll:move': ({ draftId, poll }) => ({ id: draftId, before: poll.id }),
  'poll:open': ({ draftId }) => ({ id: draftId, durationMs: 60_000, stage: false, round: 1 }),
  'poll:close': ({ poll }) => ({ id: poll.id, round: 1 }),
  'poll:reset': ({ poll }) => ({ id: poll.id }),
  'poll:reveal': ({ poll }) => ({ id: poll.id, revealed: true }),
  'poll:get': ({ poll }) => ({ id: poll.id }),
  'poll:watch': ({ poll }) => ({ ids: [poll.id] }),
  'poll:unwatch': ({ poll }) => ({ ids: [poll.id] }),
  'ballot:cast': ({ poll }) => ({ id: poll.id, answer: choose('o2'), seq: 5, round: 1 }),
  'ballot:withdraw': ({ poll }) => ({ id: poll.id, seq: 6, round: 1 }),
  'poll:history': ({ poll }) => ({ id: poll.id }),
  'poll:split': ({ poll }) => ({ id: poll.id }),
  'poll:runoff': ({ poll }) => ({ id: poll.id }),
  'voter:create': () => ({}),
};
export const COMMAND_NAMES = Object.keys(INPUTS) as CommandName[];

/** Sets a stage whose moderator has left again. */
export async function setStage(url: string): Promise<Stage> {
  const hall = await draftHall(url, { settings: { results: 'moderators' } });
  const { moderator, code, poll } = hall;
  await moderator.ask('poll:open', { id: poll.id });
  const other = await moderator.ask('poll:create', { code, ...draft });
  moderator.close();
  return { ...hall, draftId: other.id };
}
