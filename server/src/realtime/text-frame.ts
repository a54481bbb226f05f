const FINAL_TEXT = 0x81;
/** Above this the length takes two more bytes; above LENGTH_16 eight. */
const LENGTH_7 = 125;
const LENGTH_16 = 0xff_ff;

/** A server's WebSocket text frame (RFC 6455, 5.2), a character a byte: to be written as `latin1`. */
export function textFrame(text: string): string {
  const payload = Buffer.from(text);
  return Buffer.concat([head(payload.length), payload]).toString('latin1');
}

function head(lengthBytes: number): Buffer {
  if (lengthBytes <= LENGTH_7) return Buffer.from([FINAL_TEXT, lengthBytes]);
  if (lengthBytes <= LENGTH_16) {
    const bytes = Buffer.from([FINAL_TEXT, LENGTH_7 + 1, 0, 0]);
    bytes.writeUInt16BE(lengthBytes, 2);
    return bytes;
  }
  const bytes = Buffer.from([FINAL_TEXT, LENGTH_7 + 2, 0, 0, 0, 0, 0, 0, 0, 0]);
  bytes.writeBigUInt64BE(BigInt(lengthBytes), 2);
  return bytes;
}
