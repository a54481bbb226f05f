import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createClient, type PollcastClient } from '@pollcast/client';
import { type CommandInput, type ErrorCode, errors, type PollView } from '@pollcast/shared/pure';
import { choose, samplePoll, sampleTally } from '../support/poll-samples.ts';
import { openScriptedServer, type Script, type ScriptedServer } from '../support/scripted-server.ts';
import { courseOf, until, untilConnection } from '../support/sdk-waits.ts';

const you = { role: 'voter' as const, voterToken: 'vt_scripted' };

/** Answers a watch with the poll's view. */
function watching(view: PollView): Script {
  return {
    'poll:watch': (_, ack) => ack({ ok: true, data: { polls: [view], you, serverNow: Date.now() } }),
    'poll:get': (_, ack) => ack({ ok: true, data: { ...view, serverNow: Date.now() } }),
  };
}

const counting: Script['ballot:cast'] = ({ answer, seq = 0 }, ack) =>
  ack({ ok: true, data: { status: 'counted', version: 11, ballot: { answer, seq, status: 'counted' } } });

function refusing(code: ErrorCode, more: { retryAfterMs?: number } = {}): NonNullable<Script['ballot:cast']> {
  const { message, retryable } = errors[code];
  return (_, ack) => ack({ ok: false, error: { code, message, retryable, ...more } });
}

let server: ScriptedServer;
let client: PollcastClient;

beforeEach(async () => {
  server = await openScriptedServer(watching({ poll: samplePoll() }));
  client = createClient({ url: server.url });
  await client.watchPolls(['p1']);
});

afterEach(async () => {
  client.close();
  await server.close();
});

const ballot = () => client.poll('p1')?.ballot;

function casts(): CommandInput<'ballot:cast'>[] {
  return server.received
    .filter(({ command }) => command === 'ballot:cast')
    .map(({ input }) => input as never);
}

/** Sends every client away as a node does that shuts down. */
function drain(): void {
  for (const { conn } of server.io.sockets.sockets.values()) {
    (conn.transport as unknown as { socket: WebSocket }).socket.close(1012);
  }
}

describe('a ballot on its way', () => {
  test('[B2] shows at once as sending and as counted only after the ack', async () => {
    const answered = new Promise<() => void>((resolve) => {
      server.script({ 'ballot:cast': (input, ack, peer) => resolve(() => counting?.(input, ack, peer)) });
    });
    const cast = client.castBallot('p1', choose('o1'));
    expect(ballot()).toEqual({ state: 'sending', answer: choose('o1'), previous: null, attempts: 0 });
    (await answered)();
    await expect(cast).resolves.toMatchObject({ status: 'counted' });
    expect(ballot()).toEqual({ state: 'counted', answer: choose('o1') });
  });

  test('[B3] [S4] bears a seq of the server’s time and the round', async () => {
    server.script({ 'ballot:cast': counting });
    const before = client.serverNow();
    await client.castBallot('p1', choose('o1'));
    await client.castBallot('p1', choose('o2'));
    const [first, second] = casts();
    expect(first).toMatchObject({ id: 'p1', round: 1, answer: choose('o1') });
    expect(first?.seq).toBeGreaterThanOrEqual(before);
    expect(second?.seq).toBeGreaterThan(first?.seq ?? 0);
  });

  test('[B4] has a seq above the stored one, even when that lies ahead of the clock', async () => {
    const seq = Date.now() + 60_000;
    const stored = { answer: choose('o2'), seq, status: 'counted' as const };
    server.script({ ...watching({ poll: samplePoll(), ballot: stored }), 'ballot:cast': counting });
    await client.watchPolls(['p1']);
    expect(ballot()).toEqual({ state: 'counted', answer: choose('o2') });
    await client.castBallot('p1', choose('o1'));
    expect(casts()[0]?.seq).toBe(seq + 1);
  });

  test('[B3] is sent again with the same seq when the answer is lost', async () => {
    server.script({ 'ballot:cast': () => server.script({ 'ballot:cast': counting }) });
    const cast = client.castBallot('p1', choose('o1'));
    const retried = until(client, () => {
      const own = ballot();
      return own?.state === 'sending' && own.attempts === 2;
    });
    await Promise.all([retried, cast]);
    const [first, second, ...more] = casts();
    expect(second).toEqual(first);
    expect(more).toEqual([]);
  });

  test.each(['STORE_UNAVAILABLE', 'RATE_LIMITED'] as const)(
    '[R1] [B3] is sent again with the same seq after %s',
    async (code) => {
      const refuse = refusing(code, { retryAfterMs: 1 });
      server.script({
        'ballot:cast'(...message) {
          refuse(...message);
          if (casts().length === 3) server.script({ 'ballot:cast': counting });
        },
      });
      await expect(client.castBallot('p1', choose('o1'))).resolves.toMatchObject({ status: 'counted' });
      expect(new Set(casts().map(({ seq }) => seq)).size).toBe(1);
      expect(casts()).toHaveLength(4);
    },
  );

  test('[B3] survives a connection lost before the answer', async () => {
    server.script({
      'ballot:cast'() {
        server.script({ 'ballot:cast': counting });
        drain();
      },
    });
    await expect(client.castBallot('p1', choose('o1'))).resolves.toMatchObject({ status: 'counted' });
    const [first, second, ...more] = casts();
    expect(second).toEqual(first);
    expect(more).toEqual([]);
  });

  test('[B1] cast offline goes out once when the connection is back', async () => {
    server.script({ 'ballot:cast': counting });
    await server.stop();
    await untilConnection(client, 'offline');
    const cast = client.castBallot('p1', choose('o1'));
    expect(ballot()).toMatchObject({ state: 'sending', attempts: 0 });
    await server.start();
    await cast;
    expect(casts()).toHaveLength(1);
  });

  test('[B4] gives way to a newer one: only the newest follows, and the older promises settle with it', async () => {
    const held = new Promise<() => void>((resolve) => {
      server.script({
        'ballot:cast'(...message) {
          server.script({ 'ballot:cast': counting });
          resolve(() => counting?.(...message));
        },
      });
    });
    const first = client.castBallot('p1', choose('o1'));
    const release = await held;
    const second = client.castBallot('p1', choose('o2'));
    const third = client.castBallot('p1', choose('o1'));
    release();
    await expect(third).resolves.toMatchObject({ status: 'counted' });
    await expect(Promise.all([first, second])).resolves.toMatchObject([
      { status: 'superseded' },
      { status: 'superseded' },
    ]);
    expect(casts().map(({ answer }) => answer)).toEqual([choose('o1'), choose('o1')]);
    expect(casts()[1]?.seq).toBeGreaterThan(casts()[0]?.seq ?? 0);
  });
});

describe('a refused ballot', () => {
  test('[S2] fails with the error, and shows what remains counted', async () => {
    server.script({ 'ballot:cast': counting });
    await client.castBallot('p1', choose('o1'));
    server.script({ 'ballot:cast': refusing('POLL_CLOSED') });
    await expect(client.castBallot('p1', choose('o2'))).rejects.toMatchObject({ code: 'POLL_CLOSED' });
    expect(ballot()).toMatchObject({ state: 'failed', answer: choose('o1'), error: { code: 'POLL_CLOSED' } });
  });

  test('[B6] ALREADY_VOTED shows the ballot that is in the way', async () => {
    const stored = { answer: choose('o2'), seq: 1, status: 'counted' as const };
    server.script({
      ...watching({ poll: samplePoll(), ballot: stored }),
      'ballot:cast': refusing('ALREADY_VOTED'),
    });
    const learned = until(client, () => ballot()?.answer != null && ballot()?.state === 'failed');
    await expect(client.castBallot('p1', choose('o1'))).rejects.toMatchObject({ code: 'ALREADY_VOTED' });
    await learned;
    expect(ballot()).toMatchObject({ state: 'failed', answer: choose('o2') });
  });

  test('[B3] one that replaced an unanswered ballot shows whether that one is counted', async () => {
    const stored = { answer: choose('o1'), seq: 1, status: 'counted' as const };
    server.script(watching({ poll: samplePoll(), ballot: stored }));
    const lost = new Promise<void>((resolve) => {
      server.script({
        'ballot:cast'() {
          server.script({ 'ballot:cast': refusing('POLL_CLOSED') });
          resolve();
        },
      });
    });
    const first = client.castBallot('p1', choose('o1'));
    await lost;
    const second = client.castBallot('p1', choose('o2'));
    await expect(second).rejects.toMatchObject({ code: 'POLL_CLOSED' });
    await expect(first).rejects.toMatchObject({ code: 'POLL_CLOSED' });
    await until(client, () => ballot()?.answer != null);
    expect(ballot()).toMatchObject({ state: 'failed', answer: choose('o1') });
  });

  test('[B7] a withdrawal leaves nothing', async () => {
    server.script({
      'ballot:cast': counting,
      'ballot:withdraw': (_, ack) => ack({ ok: true, data: { status: 'withdrawn', version: 12 } }),
    });
    await client.castBallot('p1', choose('o1'));
    const withdrawal = client.withdrawBallot('p1');
    expect(ballot()).toMatchObject({ state: 'sending', answer: null, previous: choose('o1') });
    await expect(withdrawal).resolves.toEqual({ status: 'withdrawn', version: 12 });
    expect(ballot()).toBeNull();
  });

  test('[S4] a new round fails a ballot that is still on its way to the old one', async () => {
    const arrived = new Promise<void>((resolve) => server.script({ 'ballot:cast': () => resolve() }));
    const cast = client.castBallot('p1', choose('o1'));
    await arrived;
    server.io.emit('poll:changed', samplePoll({ version: 11, round: 2, status: 'draft' }));
    await expect(cast).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(ballot()).toMatchObject({ state: 'failed', answer: null, error: { code: 'CONFLICT' } });
  });

  test('[B1] a poll that is neither joined nor watched is refused here', async () => {
    await expect(client.castBallot('p2', choose('o1'))).rejects.toMatchObject({ code: 'POLL_NOT_FOUND' });
    expect(casts()).toEqual([]);
  });
});

describe('a snapshot without the ballot', () => {
  test('[V2] that was asked for before the ack is old and takes nothing away', async () => {
    const answer = new Promise<() => void>((resolve) => {
      const { 'poll:watch': watch } = watching({ poll: samplePoll() });
      server.script({
        'poll:watch': (...message) => resolve(() => watch?.(...message)),
        'ballot:cast': counting,
      });
    });
    const watched = client.watchPolls(['p1']);
    const answerNow = await answer;
    await client.castBallot('p1', choose('o1'));
    answerNow();
    await watched;
    expect(ballot()).toEqual({ state: 'counted', answer: choose('o1') });
  });

  test('[B7] that was asked for after it tells that another screen withdrew it', async () => {
    server.script({ 'ballot:cast': counting });
    await client.castBallot('p1', choose('o1'));
    await client.watchPolls(['p1']);
    expect(ballot()).toBeNull();
  });
});

describe('the connection', () => {
  test('[R2] comes back after a node’s farewell, with the voter’s token, and watches again', async () => {
    const course = courseOf(client);
    drain();
    await untilConnection(client, 'offline');
    const tally = sampleTally({ version: 99, voters: 5 });
    server.script(watching({ poll: samplePoll(), tally }));
    await until(client, () => client.poll('p1')?.tally?.version === 99);
    expect(client.connection).toEqual({ status: 'online' });
    expect(course[0]).toMatchObject({ status: 'offline', reason: 'restart' });
    expect(server.handshakes).toEqual([{ protocol: 1 }, { protocol: 1, voterToken: you.voterToken }]);
  });

  test('[I4] is refused for good when the server cuts it', async () => {
    server.io.disconnectSockets(true);
    await untilConnection(client, 'refused');
    await expect(client.call('poll:get', { id: 'p1' })).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    await expect(client.castBallot('p1', choose('o1'))).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('[I1] is refused for good when the handshake is', async () => {
    server.refuseWith({ code: 'UNAUTHENTICATED', message: 'No.', retryable: false });
    const forger = createClient({ url: server.url, voterToken: 'vt_forged' });
    await untilConnection(forger, 'refused');
    await expect(forger.joinRoom('K7M4RX')).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    forger.close();
  });

  test('[R1] tries again when the handshake is refused for now', async () => {
    server.refuseWith({ code: 'STORE_UNAVAILABLE', message: 'Not now.', retryable: true });
    const patient = createClient({ url: server.url });
    const course = courseOf(patient);
    await untilConnection(patient, 'offline');
    expect(course[0]).toMatchObject({ status: 'offline', reason: 'STORE_UNAVAILABLE' });
    server.refuseWith(null);
    await untilConnection(patient, 'online');
    patient.close();
  });

  test('[C1] a command that nobody answers rejects with NO_ANSWER, and one under way at the end with CLOSED', async () => {
    await expect(client.call('room:get', { code: 'K7M4RX' })).rejects.toMatchObject({
      code: 'NO_ANSWER',
      retryable: true,
    });
    const cast = client.castBallot('p1', choose('o1'));
    client.close();
    await expect(cast).rejects.toMatchObject({ code: 'CLOSED' });
    expect(client.connection).toEqual({ status: 'closed' });
  });
});
