import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Returns what cuts every TCP connection that is still open. Node's own `closeAllConnections` leaves out those that have
 * asked to become WebSockets, and the server would wait for each of them until its client hangs up.
 */
export function followConnections(http: Server): () => void {
  const open = new Set<Socket>();
  http.on('connection', (socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  return () => {
    for (const socket of open) socket.destroy();
  };
}
