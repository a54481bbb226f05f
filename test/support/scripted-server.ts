import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type {
  ClientToServerEvents,
  CommandName,
  ErrorBody,
  HandshakeAuth,
  ServerToClientEvents,
} from '@pollcast/shared/pure';
import { Server, type Socket } from 'socket.io';

type Io = Server<ClientToServerEvents, ServerToClientEvents>;
type Peer = Socket<ClientToServerEvents, ServerToClientEvents>;
type Take<C extends CommandName> = (...message: [...Parameters<ClientToServerEvents[C]>, peer: Peer]) => void;

/** What the test answers to each command; a command without an entry stays unanswered. */
export type Script = { [C in CommandName]?: Take<C> };

/** A Socket.IO server on real sockets that does what a test tells it, to misbehave in ways a Pollcast server does not. */
export interface ScriptedServer {
  url: string;
  io: Io;
  /** What each client that connected said of itself, oldest first. */
  handshakes: HandshakeAuth[];
  /** Everything received, oldest first. */
  received: { command: CommandName; input: unknown }[];
  /** Replaces parts of the script. */
  script(changes: Script): void;
  /** Refuses handshakes with this error; null lets them in. */
  refuseWith(error: ErrorBody | null): void;
  /** Sends nothing more and takes no connection until `start`. */
  stop(): Promise<void>;
  start(): Promise<void>;
  close(): Promise<void>;
}

export async function openScriptedServer(initial: Script): Promise<ScriptedServer> {
  const script: Script = { ...initial };
  const handshakes: HandshakeAuth[] = [];
  const received: ScriptedServer['received'] = [];
  let refusal: ErrorBody | null = null;
  let server = await listen(0);
  const { port } = server.address;

  async function listen(at: number) {
    const http = createServer();
    const io: Io = new Server(http, { serveClient: false });
    io.use((_, next) =>
      next(refusal === null ? undefined : Object.assign(new Error(refusal.code), { data: refusal })),
    );
    io.on('connection', (peer) => {
      handshakes.push(peer.handshake.auth as HandshakeAuth);
      peer.onAny((command: CommandName, input, ack) => {
        received.push({ command, input });
        (script[command] as ((...message: unknown[]) => void) | undefined)?.(input, ack, peer);
      });
    });
    await new Promise<void>((resolve) => http.listen(at, '127.0.0.1', resolve));
    return { io, address: http.address() as AddressInfo };
  }

  return {
    url: `http://127.0.0.1:${port}`,
    get io() {
      return server.io;
    },
    handshakes,
    received,
    script: (changes) => void Object.assign(script, changes),
    refuseWith(error) {
      refusal = error;
    },
    async stop() {
      for (const peer of server.io.sockets.sockets.values()) peer.conn.close();
      await server.io.close();
    },
    async start() {
      server = await listen(port);
    },
    async close() {
      await server.io.close();
    },
  };
}
