import { Adapter, type BroadcastOptions, type SocketId } from 'socket.io-adapter';
import { Encoder, type Packet } from 'socket.io-parser';
import { openWireOf } from './connection.ts';
import { textFrame } from './text-frame.ts';
import type { Watcher } from './types.ts';

/** Engine.IO's type of a packet that carries one of Socket.IO's. */
const MESSAGE = '4';

/**
 * Makes Socket.IO's adapter for broadcasts by the shortest way: a frame is made once and written to each WebSocket's TCP
 * connection, past the packet queues of Socket.IO and Engine.IO, which cost as much as the network itself. Long-polling,
 * connections that upgrade and those with something queued get it by Socket.IO, so that nothing overtakes anything.
 * `onUnread` is told of those whose network takes no more.
 */
export function directAdapter(onUnread: (watcher: Watcher) => void): typeof Adapter {
  const encoder = new Encoder();

  return class DirectAdapter extends Adapter {
    override broadcast(packet: Packet, to: BroadcastOptions): void {
      const sockets: Map<SocketId, Watcher> = this.nsp.sockets;
      const frame = textFrame(MESSAGE + encoder.encode(packet)[0]);
      const others = new Set<SocketId>();
      for (const id of this.receivers(to)) {
        const watcher = sockets.get(id);
        if (watcher === undefined) continue;
        const wire = openWireOf(watcher.conn);
        if (wire === undefined) others.add(id);
        else if (!wire.write(frame, 'latin1')) onUnread(watcher);
      }
      // Each socket is in a channel that bears its id.
      if (others.size > 0) super.broadcast(packet, { rooms: others });
    }

    private receivers({ rooms, except = new Set() }: BroadcastOptions): Set<SocketId> {
      const ids = new Set<SocketId>();
      for (const name of rooms) for (const id of this.rooms.get(name) ?? []) ids.add(id);
      for (const name of except) for (const id of this.rooms.get(name) ?? []) ids.delete(id);
      return ids;
    }
  };
}
