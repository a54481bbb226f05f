import type { IncomingMessage, ServerResponse } from 'node:http';

const MS = 1_000;

/** Answers a request for a connection with 503: the server is busy, and says after how long to come again. */
export function turnAway(request: IncomingMessage, retryAfterMs: number): void {
  const body = JSON.stringify({ message: 'Too many connect at once.', retryable: true, retryAfterMs });
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(body),
    'Retry-After': Math.ceil(retryAfterMs / MS),
    Connection: 'close',
  };
  // Engine.IO puts the response here where there is one; an upgrade has only its socket.
  const { res: response } = request as IncomingMessage & { res?: ServerResponse };
  if (response !== undefined) return void response.writeHead(503, headers).end(body);
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  request.socket.write(`HTTP/1.1 503 Service Unavailable\r\n${lines.join('')}\r\n${body}`);
  request.socket.destroySoon();
}
