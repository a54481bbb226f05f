import type { Connection, PollcastClient } from '@pollcast/client';

/** Resolves as soon as the predicate holds, asked after every change of the client's state or connection. */
export function until(client: PollcastClient, holds: (client: PollcastClient) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const stops = [client.onChange(check), client.onConnection(check)];
    check();
    function check(): void {
      if (!holds(client)) return;
      for (const stop of stops) stop();
      resolve();
    }
  });
}

/** Resolves when the client is in the given state of connection. */
export function untilConnection(
  client: PollcastClient,
  status: PollcastClient['connection']['status'],
): Promise<void> {
  return until(client, ({ connection }) => connection.status === status);
}

/** Every state of the connection from now on. */
export function courseOf({ onConnection }: PollcastClient): Connection[] {
  const course: Connection[] = [];
  onConnection((state) => course.push(state));
  return course;
}
