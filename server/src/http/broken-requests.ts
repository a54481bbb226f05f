import { type Server, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';

/** What is wrong with bytes that are no request, by Node's code for it; any other is a bad request. */
const STATUSES: Record<string, number> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Of Node's inside: the answer that is on its way on a connection. */
interface Answering {
  _httpMessage?: { headersSent: boolean } | null;
}

/** Answers what cannot be read as HTTP with problem details, like every other error, and hangs up. */
export function answerBrokenRequests(server: Server): void {
  server.on('clientError', ({ code = '' }: NodeJS.ErrnoException, socket) => {
    const { _httpMessage: answer } = socket as Answering;
    // In the middle of another answer these lines would be taken for a part of it.
    if (!socket.writable || answer?.headersSent === true) return void socket.destroy();
    socket.write(problemText(STATUSES[code] ?? 400));
    // Not `end`, which would wait for the other side.
    (socket as Socket).destroySoon();
  });
}

function problemText(status: number): string {
  const title = STATUS_CODES[status]!;
  const body = JSON.stringify({ type: 'about:blank', title, status, detail: 'This is no HTTP request.' });
  return [
    `HTTP/1.1 ${status} ${title}`,
    'Connection: close',
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${body.length}`,
    '',
    body,
  ].join('\r\n');
}
