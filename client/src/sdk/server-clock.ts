/** The server's clock, estimated from acks that tell its time. */
export interface ServerClock {
  /** Epoch ms. */
  now(): number;
  /** Takes an answer in: the server's time in it and when the question was sent, by this device's clock. */
  observe(serverNow: number, sentAt: number): void;
  /** Lets the next answer win: this device may have slept, or its clock been set. */
  restart(): void;
}

/** The answer with the least round trip wins, since the error is at most half of it. */
export function createServerClock(deviceNow: () => number = Date.now): ServerClock {
  let aheadMs = 0;
  let bestRoundTripMs = Number.POSITIVE_INFINITY;
  return {
    now: () => Math.round(deviceNow() + aheadMs),
    observe(serverNow, sentAt) {
      const receivedAt = deviceNow();
      const roundTripMs = receivedAt - sentAt;
      if (roundTripMs > bestRoundTripMs) return;
      bestRoundTripMs = roundTripMs;
      aheadMs = serverNow + roundTripMs / 2 - receivedAt;
    },
    restart() {
      bestRoundTripMs = Number.POSITIVE_INFINITY;
    },
  };
}
