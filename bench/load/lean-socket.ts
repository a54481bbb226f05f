import { randomBytes } from 'node:crypto';
import { connect } from 'node:net';

/**
 * A WebSocket client that costs the machine as little as it can: whole text frames only, looked at where they lie.
 * 150,000 frames a second pass one process, so that it is the server that is measured.
 */
export interface LeanSocket {
  send(text: string): void;
  close(): void;
}

interface Ears {
  onOpen(): void;
  onText(bytes: Buffer, start: number, end: number): void;
  /** Called once, with why, if it was not our own doing. */
  onClose(reason: string): void;
}

interface Address {
  host: string;
  port: number;
  /** Without a path there is no handshake: frames come at once, as from the C program. */
  path: string | null;
}

const HEAD_END = '\r\n\r\n';
const TEXT_OPCODE = 0x1;
const CLOSE_OPCODE = 0x8;

export function openLeanSocket(address: Address, { onOpen, onText, onClose }: Ears): LeanSocket {
  const { host, port, path } = address;
  const socket = connect({ host, port, noDelay: true });
  let isOpen = false;
  let rest: Buffer | null = null;
  let reason = 'closed';

  /** What follows the head of the answer to the handshake; null until it is whole, or where it is no. */
  function afterHead(bytes: Buffer): Buffer | null {
    const end = bytes.indexOf(HEAD_END);
    if (end === -1) return null;
    const head = bytes.toString('latin1', 0, end);
    if (!head.startsWith('HTTP/1.1 101')) {
      reason = head.split('\r\n')[0]!;
      socket.destroy();
      return null;
    }
    isOpen = true;
    onOpen();
    return bytes.subarray(end + HEAD_END.length);
  }

  socket.on('connect', () => {
    if (path !== null) return socket.write(upgradeRequest(address));
    isOpen = true;
    return onOpen();
  });
  socket.on('data', (chunk) => {
    const whole = rest === null ? chunk : Buffer.concat([rest, chunk]);
    const bytes = isOpen ? whole : afterHead(whole);
    if (bytes === null) {
      rest = whole;
      return;
    }
    const read = readFrames(bytes, onText);
    rest = read === bytes.length ? null : bytes.subarray(read);
  });
  socket.on('error', (error) => {
    reason = error.message;
  });
  socket.on('close', () => onClose(reason));

  return {
    send: (text) => void socket.write(maskedFrame(text), 'latin1'),
    close: () => void socket.destroy(),
  };
}

function upgradeRequest({ host, port, path }: Address): string {
  const key = randomBytes(16).toString('base64');
  const fields = [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}:${port}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Key: ${key}`,
    'Sec-WebSocket-Version: 13',
  ];
  return fields.join('\r\n') + HEAD_END;
}

/** Reads whole frames; returns how many bytes they took. */
function readFrames(bytes: Buffer, onText: Ears['onText']): number {
  let at = 0;
  while (at + 2 <= bytes.length) {
    const opcode = bytes[at]! & 0x0f;
    let length = bytes[at + 1]! & 0x7f;
    let start = at + 2;
    if (length === 126) {
      if (start + 2 > bytes.length) return at;
      length = bytes.readUInt16BE(start);
      start += 2;
    } else if (length === 127) {
      if (start + 8 > bytes.length) return at;
      length = Number(bytes.readBigUInt64BE(start));
      start += 8;
    }
    if (start + length > bytes.length) return at;
    if (opcode === TEXT_OPCODE) onText(bytes, start, start + length);
    else if (opcode === CLOSE_OPCODE) return bytes.length;
    at = start + length;
  }
  return at;
}

/** Clients must mask; a mask of zeros leaves the text as it is. Texts are ASCII and shorter than 64 KiB. */
function maskedFrame(text: string): string {
  const { length } = text;
  const size =
    length < 126
      ? String.fromCharCode(0x80 | length)
      : String.fromCharCode(0x80 | 126, length >> 8, length & 0xff);
  return `\x81${size}\0\0\0\0${text}`;
}
