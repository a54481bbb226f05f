import { type CommandName, commands, PROTOCOL_VERSION, type PushName } from '@pollcast/shared';

/** What both documents say of themselves. */
export const info = {
  title: 'Pollcast',
  version: `${PROTOCOL_VERSION}.0.0`,
  license: { name: 'MIT' },
};

export const GROWTH =
  'The protocol only grows: ignore fields that you do not know. Times are epoch milliseconds. Ids are opaque.';

/** The subjects by which both documents sort what can be said. */
export const tags = [
  { name: 'room', description: 'A room has a join code, holds polls, and says which one is on stage.' },
  { name: 'poll', description: 'A poll is a draft, open or closed. A reset starts its next round.' },
  { name: 'ballot', description: 'One voter, one ballot in a poll’s round, however often it is sent.' },
  { name: 'voter', description: 'Every socket is a voter; over HTTP a token says who votes.' },
];

export function tagOf(name: CommandName | PushName): string {
  return name.split(':', 1)[0]!;
}

/** A command's or push's name as an identifier, the same in both documents: `roomCreate`. */
export function operationIdOf(name: CommandName | PushName): string {
  return name.replace(/:(\w)/, (_, letter: string) => letter.toUpperCase());
}

/** Who may call a command, and how long its message may be. */
export function termsOf(name: CommandName): string {
  const { who, maxBytes } = commands[name];
  return `${WHO[who]} At most ${maxBytes / 1024}\u00a0KiB.`;
}

const WHO: Record<(typeof commands)[CommandName]['who'], string> = {
  anyone: 'For anyone.',
  voter: 'For voters.',
  moderator: 'For the room’s moderators.',
  'tally-reader': 'For who may see the tally.',
};
