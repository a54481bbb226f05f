import type { CommandResult } from '@pollcast/shared';
import { openHttpDoor } from '../support/http-door.ts';
import { openWire, type Wire } from './wire.ts';

/** A room of one attacker's own, with polls, keys and connections to be abused. */
export interface Arena {
  readonly url: string;
  /** Puts the room's own ids and secrets where a case names them: `@poll@`, `@code@`, `@moderator@`, … */
  fill(text: string): string;
  /** The connection of somebody with a role, opened anew when it is gone; null when nobody is let in with that key any more. */
  wire(role: Role): Promise<Wire | null>;
  /** A room that the server made for an attacker goes again, so that memory can be compared. */
  discard(created: Pick<CommandResult<'room:create'>, 'room' | 'moderatorKey'>): Promise<void>;
  /** Leaves what is left of the room and makes another. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

export const ROLES = ['voter', 'moderator', 'viewer', 'stage'] as const;
export type Role = (typeof ROLES)[number];

const AUTHS: Record<Role, string> = {
  voter: '{"protocol":1,"voterToken":"@voter@"}',
  moderator: '{"protocol":1,"key":"@moderator@"}',
  viewer: '{"protocol":1,"key":"@viewer@"}',
  stage: '{"protocol":1,"key":"@viewer@","view":"stage"}',
};

const TWO_OPTIONS = [{ label: 'One' }, { label: 'Two' }];
const POLLS = [
  { kind: 'choice', question: 'Which?', options: TWO_OPTIONS },
  { kind: 'rating', question: 'How good?' },
  {
    kind: 'choice',
    question: 'Which, in secret?',
    options: TWO_OPTIONS,
    settings: { results: 'moderators', changeable: false },
  },
  { kind: 'choice', question: 'Which, later?', options: TWO_OPTIONS },
];
/** What cases call the polls. */
const POLL_NAMES = ['poll', 'rating', 'hidden', 'draft'];
const PLACE = /@(\w+)@/g;

export async function openArena(url: string): Promise<Arena> {
  const door = openHttpDoor(url);
  const wires = new Map<Role, Wire>();
  let known = await prepare();

  async function prepare(): Promise<Map<string, string>> {
    const { json } = await door.send('POST', '/api/v1/rooms', { body: { title: 'Arena', polls: POLLS } });
    const { room, moderatorKey, viewerKey } = json as CommandResult<'room:create'>;
    const ids = room.polls.map(({ id }) => id);
    for (const id of ids.slice(0, -1))
      await door.send('POST', `/api/v1/polls/${id}/open`, { body: {}, secret: moderatorKey });
    const voter = await door.send('POST', '/api/v1/voters', { body: {} });
    return new Map([
      ['code', room.code],
      ['moderator', moderatorKey],
      ['viewer', viewerKey],
      ['voter', (voter.json as CommandResult<'voter:create'>).voterToken],
      ...POLL_NAMES.map((name, index) => [name, ids[index]!] as const),
    ]);
  }

  const fill = (text: string) => text.replace(PLACE, (whole, name: string) => known.get(name) ?? whole);
  const erase = (code: string, secret: string) =>
    door.send('DELETE', `/api/v1/rooms/${code}`, { secret }).then(() => {});

  async function leave(): Promise<void> {
    for (const wire of wires.values()) wire.cut();
    wires.clear();
    await erase(known.get('code')!, known.get('moderator')!);
  }

  return {
    url,
    fill,
    async wire(role) {
      const open = wires.get(role);
      if (open?.isOpen()) return open;
      const { wire, isAdmitted } = await openWire(url, { auth: fill(AUTHS[role]) });
      if (!isAdmitted) return null;
      wires.set(role, wire);
      return wire;
    },
    discard: ({ room, moderatorKey }) => erase(room.code, moderatorKey),
    async renew() {
      await leave();
      known = await prepare();
    },
    close: leave,
  };
}
