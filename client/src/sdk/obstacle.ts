const NOT_STICKY =
  'A proxy on the way lets no WebSocket through, and sends long-polling from server to server: it must let WebSockets ' +
  'through, or be sticky for /socket.io/.';

/** Engine.IO's own word for a request that came to another server than the one where its session began. */
const SESSION_UNKNOWN = 1;

/** What stands in the way of a connection that failed; nothing when it may be anything. */
export function obstacleIn(failure: unknown): { reason?: 'proxy'; cause?: string } {
  const { context } = failure as { context?: { responseText?: unknown } };
  if (engineCode(context?.responseText) !== SESSION_UNKNOWN) return {};
  return { reason: 'proxy', cause: NOT_STICKY };
}

function engineCode(body: unknown): unknown {
  try {
    return (JSON.parse(String(body)) as { code?: unknown } | null)?.code;
  } catch {
    return undefined;
  }
}
