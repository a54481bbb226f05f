import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { exchange, readAnswers } from '../../support/raw-http.ts';
import { defineAttack } from '../attack.ts';
import { packets } from '../inputs/packets.ts';
import { strangeBytes } from '../inputs/strange.ts';
import { checkAnyAnswer } from '../oracle.ts';

interface Frame {
  /** FIN, the three reserved bits, opcode. */
  first: number;
  isMasked: boolean;
  /** What the frame says of its length, where that is not the truth. */
  claim: bigint | null;
  payload: Buffer;
}

const payload = fc.oneof(
  { weight: 3, arbitrary: packets.map((packet) => Buffer.from(packet)) },
  { weight: 2, arbitrary: strangeBytes },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      Buffer.from([0x03, 0xe8]),
      Buffer.from([0x00]),
      Buffer.from([0xff, 0xff, 0xff]),
    ),
  },
);
const frame: fc.Arbitrary<Frame> = fc.record({
  first: fc.oneof(fc.constantFrom(0x81, 0x82, 0x01, 0x00, 0x80, 0x88, 0x89, 0x8a), fc.nat(255)),
  isMasked: fc.nat(9).map((roll) => roll > 0),
  claim: fc.oneof(
    { weight: 6, arbitrary: fc.constant(null) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(
        0n,
        1n,
        125n,
        65_535n,
        65_536n,
        2n ** 31n,
        2n ** 53n,
        2n ** 63n,
        2n ** 64n - 1n,
      ),
    },
  ),
  payload,
});
/** One message in very many pieces. */
const crumbs = fc.integer({ min: 2, max: 3_000 }).map((count) =>
  Array.from({ length: count }, (_, index): Frame => {
    const first = index === 0 ? 0x01 : index === count - 1 ? 0x80 : 0x00;
    return { first, isMasked: true, claim: null, payload: Buffer.from('4') };
  }),
);

const MASK = Buffer.from([1, 2, 3, 4]);

function bytesOf({ first, isMasked, claim, payload: body }: Frame): Buffer {
  const length = claim ?? BigInt(body.length);
  const mask = isMasked ? MASK : Buffer.alloc(0);
  const masked = isMasked ? body.map((byte, index) => byte ^ MASK[index % MASK.length]!) : body;
  return Buffer.concat([Buffer.from([first]), lengthOf(length, isMasked ? 0x80 : 0), mask, masked]);
}

function lengthOf(length: bigint, maskBit: number): Buffer {
  if (length < 126n) return Buffer.from([maskBit | Number(length)]);
  const bytes = Buffer.alloc(length < 65_536n ? 3 : 9);
  bytes[0] = maskBit | (bytes.length === 3 ? 126 : 127);
  if (bytes.length === 3) bytes.writeUInt16BE(Number(length), 1);
  else bytes.writeBigUInt64BE(length, 1);
  return bytes;
}

const HANDSHAKE = [
  'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
  'Host: localhost',
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
  'Sec-WebSocket-Extensions: permessage-deflate; server_max_window_bits=x',
];

/** Frames that break the rules of WebSockets, after a good handshake. */
export const webSocketBytes = defineAttack<Frame[]>({
  name: 'WebSocket frames',
  share: 3,
  cases: fc.oneof(
    { weight: 12, arbitrary: fc.array(frame, { minLength: 1, maxLength: 8 }) },
    { weight: 1, arbitrary: crumbs },
  ),
  async strike(arena, frames) {
    const head = `${HANDSHAKE.join('\r\n')}\r\n\r\n`;
    const chunks = [head, bytesOf(VOTER), ...frames.map(bytesOf)];
    const heard = await exchange(arena.url, { chunks, ends: 'at once' });
    // After 101 there is no HTTP any more.
    const [, after] = String(heard).split('\r\n\r\n');
    if (after === undefined) for (const answer of readAnswers(heard)) checkAnyAnswer(answer);
  },
});

const VOTER: Frame = { first: 0x81, isMasked: true, claim: null, payload: Buffer.from('40{"protocol":1}') };
