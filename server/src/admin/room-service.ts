import { createLivePolls } from '../domain/live-polls.ts';
import { createLiveRooms } from '../domain/live-rooms.ts';
import { createRoomService, type RoomService } from '../domain/room-service.ts';
import type { Context } from './command.ts';

/** The server's own rules for rooms, on the operator's store. */
export async function openRoomService({ open }: Context): Promise<RoomService> {
  const { store, secret } = await open();
  const rooms = createLiveRooms(store, Date.now);
  const polls = createLivePolls(store, Date.now);
  return createRoomService({ store, rooms, polls, secret });
}
