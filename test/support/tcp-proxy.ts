import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** A port on loopback, or the path of a Unix socket. */
type Address = number | string;

/** A TCP proxy on loopback whose connections can go silent without being closed, as behind a firewall that forgets. */
export interface TcpProxy {
  port: number;
  /** Where the next connections go. */
  target: Address | (() => Address);
  /** How long each piece of data is held up on its way, in ms. */
  delayMs: number;
  /** Black-holes the present connections on which the client has sent this text, or all; returns how many. */
  freeze(saying?: string): number;
  /** From now on the present connections carry what the client says, and no answer. */
  mute(): void;
  /** Ends the present connections. */
  cut(): void;
  close(): Promise<void>;
}

interface Link {
  client: Socket;
  upstream: Socket;
  there: Transform;
  back: Transform;
  said: string;
  isMute: boolean;
}

/** What is kept of what a client says: how it introduces itself. */
const SAID_CHARACTERS = 4_096;

export async function openTcpProxy(target: TcpProxy['target']): Promise<TcpProxy> {
  const links = new Set<Link>();
  const server = createServer((client) => {
    const link: Link = {
      client,
      upstream: dial(proxy.target),
      there: slow(() => false),
      back: slow(() => link.isMute),
      said: '',
      isMute: false,
    };
    links.add(link);
    client.on('data', (bytes) => {
      if (link.said.length < SAID_CHARACTERS) link.said += bytes.toString('latin1').toLowerCase();
    });
    client.pipe(link.there).pipe(link.upstream).pipe(link.back).pipe(client);
    for (const end of [client, link.upstream]) end.on('error', () => drop(link));
    client.on('close', () => drop(link));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function slow(isMute: () => boolean): Transform {
    return new Transform({
      transform(chunk, _, done) {
        const pass = () => done(null, isMute() ? undefined : chunk);
        if (proxy.delayMs === 0) pass();
        else setTimeout(pass, proxy.delayMs);
      },
    });
  }

  function drop(link: Link): void {
    links.delete(link);
    link.client.destroy();
    link.upstream.destroy();
  }

  function cut(): void {
    for (const link of links) drop(link);
  }

  const proxy: TcpProxy = {
    port: (server.address() as { port: number }).port,
    target,
    delayMs: 0,
    freeze(saying = '') {
      const frozen = [...links].filter(({ said }) => said.includes(saying));
      for (const { client, upstream, there, back } of frozen) {
        client.unpipe(there);
        upstream.unpipe(back);
        upstream.pause();
      }
      return frozen.length;
    },
    mute() {
      for (const link of links) link.isMute = true;
    },
    cut,
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}

function dial(target: TcpProxy['target']): Socket {
  const address = typeof target === 'function' ? target() : target;
  return typeof address === 'string' ? connect(address) : connect(address, '127.0.0.1');
}
