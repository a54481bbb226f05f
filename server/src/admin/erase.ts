import { codeOf } from './codes.ts';
import { AdminError, type Command } from './command.ts';
import { openRoomService } from './room-service.ts';
import { printable } from './table.ts';

export const erase: Command = {
  usage: 'CODE',
  summary: 'Erases a room with its polls and ballots, for good.',
  takes: [1, 1],
  async run([text], context) {
    const code = codeOf(text!);
    const rooms = await openRoomService(context);
    const room = await rooms.find(code);
    if (room === null) throw new AdminError(`There is no room ${code}.`);
    await rooms.erase(code);
    const { title, pollIds } = room;
    return {
      text: `Room ${code} (${printable(title)}) is erased with its ${pollIds.length} polls.`,
      data: { code, title, polls: pollIds },
    };
  },
};
