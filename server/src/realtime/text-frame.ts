const FINAL_TEXT = '\x81';
/** Above this the length takes two more bytes; above LENGTH_16 eight. */
const LENGTH_7 = 125;
const LENGTH_16 = 0xff_ff;

/** A server's WebSocket text frame (RFC 6455, 5.2), a character a byte: to be written as `latin1`. */
export function textFrame(text: string): string {
  const payload = isAscii(text) ? text : Buffer.from(text).toString('latin1');
  return FINAL_TEXT + lengthOf(payload.length) + payload;
}

const isAscii = (text: string) => Buffer.byteLength(text) === text.length;

function lengthOf(lengthBytes: number): string {
  if (lengthBytes <= LENGTH_7) return String.fromCharCode(lengthBytes);
  if (lengthBytes <= LENGTH_16)
    return String.fromCharCode(LENGTH_7 + 1, lengthBytes >> 8, lengthBytes & 0xff);
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(lengthBytes));
  return String.fromCharCode(LENGTH_7 + 2) + bytes.toString('latin1');
}
