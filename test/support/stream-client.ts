import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { API_PREFIX, type Push, type streamEvents } from '@pollcast/shared';

type Events = typeof streamEvents;
export type StreamEvent = keyof Events;
type Payload<E extends StreamEvent> = Push<Events[E]>;

/** A poll's stream as it comes over the wire, read by the rules of Server-Sent Events and nothing more. */
export interface StreamClient {
  readonly headers: IncomingMessage['headers'];
  /** All text so far. */
  readonly received: () => string;
  /** Every event so far, oldest first. */
  readonly log: { event: StreamEvent; id: string; data: unknown }[];
  /** The oldest fitting event that no `next` has returned or passed over, waiting for it if need be. */
  next<E extends StreamEvent>(event: E, fits?: (data: Payload<E>) => boolean): Promise<Payload<E>>;
  all<E extends StreamEvent>(event: E): Payload<E>[];
  /** What time the server has said to wait before coming back, in ms; the last it said. */
  retryMs(): number | undefined;
  /** Resolves when the connection is over, by whoever. */
  ended: Promise<void>;
  /** Reads no more, so that the network fills up. */
  pause(): void;
  resume(): void;
  close(): void;
}

/** As long as for a push on a socket. */
const EVENT_MS = 60_000;

/** Resolves when the server has begun to answer; rejects unless it is a stream. */
export async function openStream(
  url: string,
  pollId: string,
  { secret, headers = {} }: { secret?: string | undefined; headers?: Record<string, string> } = {},
): Promise<StreamClient> {
  const outgoing = request(`${url}${API_PREFIX}/polls/${pollId}/events`, {
    agent: false,
    headers: { ...headers, ...(secret !== undefined && { authorization: `Bearer ${secret}` }) },
  });
  outgoing.end();
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  if (response.statusCode !== 200) throw new Error(`status ${response.statusCode}`);
  return clientOf(response);
}

function clientOf(response: IncomingMessage): StreamClient {
  const log: StreamClient['log'] = [];
  const passed = new Map<StreamEvent, number>();
  const looks = new Set<() => void>();
  let received = '';
  let rest = '';
  let retryMs: number | undefined;

  response.setEncoding('utf8').on('data', (text: string) => {
    received += text;
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) take(block);
    for (const look of looks) look();
  });

  function take(block: string): void {
    const fields = new Map(block.split('\n').map((line) => line.split(/: ?(.*)/s, 2) as [string, string]));
    if (fields.has('retry')) retryMs = Number(fields.get('retry'));
    const data = fields.get('data');
    if (data === undefined) return;
    log.push({
      event: fields.get('event') as StreamEvent,
      id: fields.get('id') ?? '',
      data: JSON.parse(data),
    });
  }

  function find<E extends StreamEvent>(event: E, fits: (data: Payload<E>) => boolean): Payload<E> | null {
    for (let index = passed.get(event) ?? 0; index < log.length; index += 1) {
      const entry = log[index]!;
      if (entry.event !== event || !fits(entry.data as Payload<E>)) continue;
      passed.set(event, index + 1);
      return entry.data as Payload<E>;
    }
    return null;
  }

  return {
    headers: response.headers,
    received: () => received,
    log,
    next: (event, fits = () => true) =>
      new Promise((resolve, reject) => {
        const giveUp = setTimeout(() => {
          looks.delete(look);
          reject(new Error(`no such ${event} within ${EVENT_MS} ms: ${fits}`));
        }, EVENT_MS);
        // Whoever closes the stream waits for nothing any more.
        giveUp.unref();
        function look(): void {
          const data = find(event, fits);
          if (data === null) return;
          clearTimeout(giveUp);
          looks.delete(look);
          resolve(data);
        }
        looks.add(look);
        look();
      }),
    all: (event) =>
      log.flatMap((entry) => (entry.event === event ? [entry.data as Payload<typeof event>] : [])),
    retryMs: () => retryMs,
    ended: new Promise((resolve) => {
      response.once('close', resolve);
      response.once('error', () => {});
    }),
    pause: () => void response.pause(),
    resume: () => void response.resume(),
    close: () => void response.destroy(),
  };
}
