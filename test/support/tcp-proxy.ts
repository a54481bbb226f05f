import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A TCP proxy on loopback whose connections can go silent without being closed, as behind a firewall that forgets. */
export interface TcpProxy {
  port: number;
  /** Where the next connections go. */
  target: number;
  /** Black-holes the present connections on which the client has sent this text; returns how many. */
  freeze(saying: string): number;
  close(): Promise<void>;
}

interface Link {
  client: Socket;
  upstream: Socket;
  said: string;
}

export async function openTcpProxy(target: number): Promise<TcpProxy> {
  const links = new Set<Link>();
  const server = createServer((client) => {
    const link: Link = { client, upstream: connect(proxy.target, '127.0.0.1'), said: '' };
    links.add(link);
    client.on('data', (bytes) => {
      link.said += bytes.toString('latin1');
    });
    client.pipe(link.upstream).pipe(client);
    for (const end of [client, link.upstream]) end.on('error', () => drop(link));
    client.on('close', () => drop(link));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');

  function drop(link: Link): void {
    links.delete(link);
    link.client.destroy();
    link.upstream.destroy();
  }

  const proxy: TcpProxy = {
    port: (server.address() as { port: number }).port,
    target,
    freeze(saying) {
      const frozen = [...links].filter(({ said }) => said.toLowerCase().includes(saying));
      for (const { client, upstream } of frozen) {
        client.unpipe(upstream);
        upstream.unpipe(client);
        upstream.pause();
      }
      return frozen.length;
    },
    async close() {
      for (const link of links) drop(link);
      server.close();
      await once(server, 'close');
    },
  };
  return proxy;
}
