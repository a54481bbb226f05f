import { arriveAtOnce } from './arrivals.ts';
import { openLeanSocket } from './lean-socket.ts';

/** Sockets that only read ready frames, for the C program. */
export interface RawGroup {
  count(): number;
}

export interface RawOpening {
  host: string;
  port: number;
  count: number;
}

export async function openRawGroup({ host, port, count }: RawOpening): Promise<RawGroup> {
  let frames = 0;
  const arrive = () =>
    new Promise<void>((resolve, reject) => {
      openLeanSocket(
        { host, port, path: null },
        {
          onOpen: resolve,
          onText() {
            frames += 1;
          },
          onClose: (reason) => reject(new Error(reason)),
        },
      );
    });
  await arriveAtOnce(count, arrive);
  return { count: () => frames };
}
