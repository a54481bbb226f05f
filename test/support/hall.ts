import type { CommandInput, Poll } from '@pollcast/shared';
import { openRawClient, type RawClient } from './raw-client.ts';

/** A room with one poll, and the moderator's connection to it. */
export interface Hall {
  code: string;
  moderatorKey: string;
  viewerKey: string;
  moderator: RawClient;
  /** As it was created, or opened. */
  poll: Poll;
}

type Draft = NonNullable<CommandInput<'room:create'>['polls']>[number];

const TEA_OR_COFFEE: Draft = {
  kind: 'choice',
  question: 'Tea or coffee?',
  options: [{ label: 'Tea' }, { label: 'Coffee' }],
};

/** A room whose poll is a draft; `changes` say what is different about it. */
export async function draftHall(url: string, changes: Partial<Draft> = {}): Promise<Hall> {
  const draft = { ...TEA_OR_COFFEE, ...changes } as Draft;
  const guest = openRawClient(url);
  const created = await guest.ask('room:create', { title: 'Hall 1', polls: [draft] });
  guest.close();
  const { moderatorKey, viewerKey, room } = created;
  const moderator = openRawClient(url, { key: moderatorKey });
  await moderator.ask('room:join', { code: room.code });
  const { poll } = await moderator.ask('poll:get', { id: room.polls[0]!.id });
  return { code: room.code, moderatorKey, viewerKey, moderator, poll };
}

/** The same with the poll open. */
export async function openHall(url: string, changes: Partial<Draft> = {}): Promise<Hall> {
  const hall = await draftHall(url, changes);
  const poll = await hall.moderator.ask('poll:open', { id: hall.poll.id });
  return { ...hall, poll };
}
