import { connect } from 'node:net';

/** An HTTP answer as it lay in the bytes. */
export interface RawAnswer {
  status: number;
  /** Media type without parameters, '' without one. */
  type: string;
  headers: Map<string, string>;
  text: string;
}

interface Exchange {
  /** Sent one after the other, each in a segment of its own as far as the network lets it. */
  chunks: readonly (Buffer | string)[];
  /** When our side says that it is done: with the last byte, when the server has begun to answer, or never. */
  ends: 'at once' | 'when answered' | 'never';
}

/** Longer than any time-out of the server's: who still has no answer then gets none. */
const GIVE_UP_MS = 60_000;

/** Sends bytes over a connection of its own; resolves with all that came back when it is over. */
export function exchange(url: string, { chunks, ends }: Exchange): Promise<Buffer> {
  const { port, hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    const socket = connect({ port: Number(port), host: hostname, noDelay: true });
    const heard: Buffer[] = [];
    const giveUp = setTimeout(() => {
      reject(new Error(`the connection is open after ${GIVE_UP_MS} ms`));
      socket.destroy();
    }, GIVE_UP_MS);
    socket.on('data', (bytes) => {
      heard.push(bytes);
      if (ends === 'when answered') socket.end();
    });
    // A server that hangs up on us in the middle resets the connection: its good right.
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(giveUp);
      resolve(Buffer.concat(heard));
    });
    for (const chunk of chunks) socket.write(chunk);
    if (ends === 'at once') socket.end();
  });
}

const STATUS_LINE = /^HTTP\/1\.[01] (\d{3}) [^\r\n]*$/;

/** Reads the answers in what came back; `method` HEAD has no bodies. One that was cut short is left out. */
export function readAnswers(bytes: Buffer, method = 'GET'): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = bytes;
  for (;;) {
    const read = readAnswer(rest, method);
    if (read === null) return answers;
    if (read.answer.status >= 200) answers.push(read.answer);
    rest = read.rest;
  }
}

function readAnswer(bytes: Buffer, method: string): { answer: RawAnswer; rest: Buffer } | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const [line = '', ...fields] = bytes.toString('latin1', 0, headEnd).split('\r\n');
  const [, status] = STATUS_LINE.exec(line) ?? [];
  if (status === undefined) return null;
  const headers = new Map(
    fields.map((field) => {
      const colon = field.indexOf(':');
      return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()];
    }),
  );
  const after = bytes.subarray(headEnd + 4);
  const isBare = method === 'HEAD' || Number(status) < 200 || status === '204' || status === '304';
  const body = isBare ? { text: '', rest: after } : readBody(after, headers);
  if (body === null) return null;
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  return { answer: { status: Number(status), type, headers, text: body.text }, rest: body.rest };
}

function readBody(bytes: Buffer, headers: Map<string, string>): { text: string; rest: Buffer } | null {
  if (headers.get('transfer-encoding') === 'chunked') return readChunks(bytes);
  const length = Number(headers.get('content-length') ?? bytes.length);
  if (bytes.length < length) return null;
  return { text: String(bytes.subarray(0, length)), rest: bytes.subarray(length) };
}

function readChunks(bytes: Buffer): { text: string; rest: Buffer } {
  const parts: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    const lineEnd = rest.indexOf('\r\n');
    const size = lineEnd < 0 ? 0 : Number.parseInt(rest.toString('latin1', 0, lineEnd), 16);
    if (size === 0) return { text: String(Buffer.concat(parts)), rest: rest.subarray(lineEnd + 4) };
    parts.push(rest.subarray(lineEnd + 2, lineEnd + 2 + size));
    rest = rest.subarray(lineEnd + 4 + size);
  }
}
