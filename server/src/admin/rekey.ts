import { codeOf } from './codes.ts';
import { AdminError, type Command, type Context, UsageError } from './command.ts';
import { openRoomService } from './room-service.ts';
import { printable } from './table.ts';

/** The page that each key opens. */
const PAGES = { moderator: 'moderate', viewer: 'present' } as const;
type Which = keyof typeof PAGES;

export const rekey: Command = {
  usage: 'CODE [moderator | viewer]',
  summary: 'Gives a room a new key, prints it once, and cuts whoever uses the old one.',
  takes: [1, 2],
  async run([text, which = 'moderator'], context) {
    if (!isKey(which)) throw new UsageError(`${which} is no kind of key: moderator or viewer.`);
    const code = codeOf(text!);
    const rooms = await openRoomService(context);
    const room = await rooms.find(code);
    if (room === null) throw new AdminError(`There is no room ${code}.`);
    const key = await rooms.rekey({ code, which });
    const link = `${addressOf(context)}/r/${code}/${PAGES[which]}#${key}`;
    const said = `The new ${which} key of room ${code} (${printable(room.title)}); the old one is dead:`;
    return { text: `${said}\n${link}`, data: { code, which, key, link } };
  },
};

function isKey(text: string): text is Which {
  return Object.hasOwn(PAGES, text);
}

function addressOf({ config: { PUBLIC_URL, PORT } }: Context): string {
  return (PUBLIC_URL ?? `http://localhost:${PORT}`).replace(/\/$/, '');
}
