import { connect } from 'node:net';
import { until } from './until.ts';

/** A WebSocket whose client keeps the bytes that come from the network as they are. */
export interface WireClient {
  /** Everything since the last `take`, once it ends with this text. */
  take(end: string): Promise<Buffer>;
  /** Sends a text of at most 125 bytes. */
  send(text: string): void;
  close(): void;
}

const REQUEST = [
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  '\r\n',
].join('\r\n');
/** A mask of zeros leaves the text as it is. */
const maskedHead = (lengthBytes: number) => Buffer.from([0x81, 0x80 | lengthBytes, 0, 0, 0, 0]);

export function openWireClient(url: string): WireClient {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  let received = Buffer.alloc(0);
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    received = Buffer.concat([received, bytes]);
  });
  socket.write(REQUEST);
  return {
    async take(end) {
      await until(() => received.subarray(-Buffer.byteLength(end)).equals(Buffer.from(end)));
      const taken = received;
      received = Buffer.alloc(0);
      return taken;
    },
    send: (text) => void socket.write(Buffer.concat([maskedHead(text.length), Buffer.from(text)])),
    close: () => void socket.destroy(),
  };
}
