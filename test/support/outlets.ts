import { API_PREFIX } from '@pollcast/shared';
import type { Hall } from './hall.ts';
import { type HttpAnswer, openHttpDoor } from './http-door.ts';
import { choose } from './poll-samples.ts';
import { openRawClient, type RawClient } from './raw-client.ts';
import type { TestApp } from './test-app.ts';

/** Strangers vote, by either door in turn, and the moderator has seen it. */
export async function strangersVote(
  app: TestApp,
  { poll: { id }, moderator }: Hall,
  votes: number,
): Promise<void> {
  if (votes === 0) return;
  const door = openHttpDoor(app.url);
  const { tally } = await moderator.ask('poll:get', { id });
  for (let index = 0; index < votes; index += 1) {
    const stranger = openRawClient(app.url);
    const { voterToken } = await stranger.ask('voter:create', {});
    const ballot = { id, answer: choose(index % 3 === 0 ? 'o2' : 'o1') };
    if (index % 2 === 0) await stranger.ask('ballot:cast', ballot);
    else await door.call('ballot:cast', ballot, voterToken);
    stranger.close();
  }
  await moderator.next('poll:tally', ({ voters }) => voters >= tally!.voters + votes);
}

/** What every read says to an onlooker on a socket. */
export async function readSocket(client: RawClient, { code, poll: { id } }: Hall): Promise<void> {
  await client.ask('room:join', { code });
  await client.ask('poll:watch', { ids: [id] });
  await client.ask('poll:get', { id });
  await client.ask('room:get', { code });
  await client.call('poll:history', { id });
}

/** Every address that somebody without a key may read, as it answers. */
export async function readHttp(
  app: TestApp,
  { code, poll: { id } }: Hall,
  secret?: string,
): Promise<HttpAnswer[]> {
  const door = openHttpDoor(app.url);
  const cookie = secret === undefined ? {} : { cookie: `pollcast_voter=${secret}` };
  const address = encodeURIComponent(`${app.url}/p/${id}`);
  const rooms = ['', '/results', '/report', '/present'].map((page) => `/r/${code}${page}`);
  const paths = [`/p/${id}`, ...rooms, `/embed/${id}`, `/oembed?url=${address}`];
  const pages = paths.map((path) => door.send('GET', path, { headers: cookie }));
  const exports = ['polls', 'rooms'].flatMap((things) =>
    ['csv', 'json'].map((type) =>
      door.send('GET', `${API_PREFIX}/${things}/${things === 'polls' ? id : code}/results.${type}`, {
        secret,
      }),
    ),
  );
  return Promise.all([
    door.call('poll:get', { id }, secret),
    door.call('room:get', { code }, secret),
    door.call('poll:history', { id }, secret),
    ...exports,
    ...pages,
  ]);
}
