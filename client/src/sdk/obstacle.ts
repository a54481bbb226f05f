const NOT_STICKY =
  'A proxy on the way lets no WebSocket through, and sends long-polling from server to server: it must let WebSockets ' +
  'through, or be sticky for /socket.io/.';

/** Engine.IO's own word for a request that came to another server than the one where its session began. */
const SESSION_UNKNOWN = 1;

/** What stands in the way of a connection that failed; nothing when it may be anything. */
export function obstacleIn(failure: unknown): { reason?: 'proxy'; cause?: string } {
  if (answerIn(failure).code !== SESSION_UNKNOWN) return {};
  return { reason: 'proxy', cause: NOT_STICKY };
}

/** After how many milliseconds a server that is too busy to connect asks to be tried again; undefined when it does not. */
export function patienceIn(failure: unknown): number | undefined {
  const { retryAfterMs } = answerIn(failure);
  return typeof retryAfterMs === 'number' ? retryAfterMs : undefined;
}

/** What an HTTP server answered instead of connecting. Of WebSockets browsers do not tell; long-polling, tried next, does. */
function answerIn(failure: unknown): { code?: unknown; retryAfterMs?: unknown } {
  const { context } = failure as { context?: { responseText?: unknown } };
  try {
    return Object(JSON.parse(String(context?.responseText)));
  } catch {
    return {};
  }
}
