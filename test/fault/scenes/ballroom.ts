import type { CommandResult, PollId } from '@pollcast/shared';
import { openPlainLine, type PlainLine } from '../../support/plain-line.ts';
import { until } from '../../support/until.ts';

/** A room with one open poll, whose tally everybody may see, and its moderator. */
export interface Ballroom {
  code: string;
  id: PollId;
  options: string[];
}

const OPTIONS = ['Waltz', 'Tango', 'Polka', 'Foxtrot'].map((label) => ({ label }));

export async function openBallroom(url: string): Promise<Ballroom> {
  const guest = await enter(url);
  const draft = { kind: 'choice' as const, question: 'Which dance?', options: OPTIONS };
  const created = await need(guest, 'room:create', { title: 'Ballroom', polls: [draft] });
  guest.close();
  const { room, moderatorKey } = created as CommandResult<'room:create'>;
  const moderator = await enter(url, { key: moderatorKey });
  const poll = (await need(moderator, 'poll:open', { id: room.polls[0]!.id })) as CommandResult<'poll:open'>;
  moderator.close();
  return { code: room.code, id: poll.id, options: poll.options.map(({ id }) => id) };
}

/** A connection, however often it is turned away before. */
export function enter(
  url: string,
  auth: Parameters<typeof openPlainLine>[1]['auth'] = {},
  onPush: (event: string, payload: unknown) => void = () => {},
): Promise<PlainLine> {
  return until(() => openPlainLine(url, { auth, onPush }));
}

async function need(line: PlainLine, command: 'room:create' | 'poll:open', input: never | object) {
  const reply = await line.ask(command, input as never);
  if (!reply?.ok) throw new Error(`${command}: ${reply?.error.message}`);
  return reply.data;
}

/** Does something for each of so many, some at a time. */
export async function forEachOf<T>(
  count: number,
  atOnce: number,
  act: (index: number) => Promise<T>,
): Promise<T[]> {
  const done: T[] = [];
  let next = 0;
  async function lane(): Promise<void> {
    while (next < count) {
      const index = next;
      next += 1;
      done[index] = await act(index);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, count) }, lane));
  return done;
}
