import { openRawClient, type RawClient } from './raw-client.ts';

const AT_ONCE = 100;

/** Connects many voters, each on a connection of its own. */
export async function gatherCrowd(url: string, size: number): Promise<RawClient[]> {
  const crowd: RawClient[] = [];
  while (crowd.length < size) {
    const arrivals = Array.from({ length: Math.min(AT_ONCE, size - crowd.length) }, () => openRawClient(url));
    await Promise.all(arrivals.map(connected));
    crowd.push(...arrivals);
  }
  return crowd;
}

function connected({ socket }: RawClient): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
}

/** The sum of a tally's bins. */
export function sumOf(bins: Record<string, number>): number {
  return Object.values(bins).reduce((sum, count) => sum + count, 0);
}
