import type { ClientToServerEvents, ServerToClientEvents } from '@pollcast/shared';
import type { Server, Socket } from 'socket.io';
import type { Caller } from '../domain/caller.ts';

interface SocketData {
  caller: Caller;
}

// biome-ignore lint/complexity/noBannedTypes: Socket.IO's word for no events between servers.
type NoEvents = {};

export type Io = Server<ClientToServerEvents, ServerToClientEvents, NoEvents, SocketData>;
export type Watcher = Socket<ClientToServerEvents, ServerToClientEvents, NoEvents, SocketData>;
