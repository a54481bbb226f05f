import type { PollId } from '@pollcast/shared';
import type { PollSnapshot, PollStore, StatusChange } from '../../domain/store.ts';
import { definitionOf } from '../poll-row.ts';
import type { Client } from './client.ts';
import type { Deadlines } from './deadlines.ts';
import { pollKeys } from './keys.ts';
import { readSnapshot, readStatus, type SnapshotReply, type StatusReply } from './poll-reply.ts';
import type { Replicas } from './replicas.ts';

interface Deps {
  client: Client;
  nodeId: string;
  replicas: Replicas;
  deadlines: Deadlines;
}

export function createPolls({ client, nodeId, replicas, deadlines }: Deps): PollStore {
  function run<Reply>(
    script: Parameters<Client['run']>[0],
    id: PollId,
    args: (string | number | null | undefined)[] = [],
  ) {
    return client.run<Reply>(script, pollKeys(id), [nodeId, id, ...args.map((value) => value ?? '')]);
  }

  async function read(id: PollId): Promise<PollSnapshot | null> {
    const reply = await run<SnapshotReply | null>('read-poll', id);
    return reply === null ? null : readSnapshot(reply);
  }

  type StatusScript = 'open-poll' | 'close-poll' | 'reset-poll';

  /** Also when nothing has changed: the call before may have failed between the change and what follows it here. */
  async function follow(
    script: StatusScript,
    id: PollId,
    args: (number | null | undefined)[],
  ): Promise<StatusChange> {
    const change = readStatus(await run<StatusReply>(script, id, args));
    if ('refused' in change) return change;
    await deadlines.note(change.snapshot.poll);
    await replicas.confirm(pollKeys(id)[0]);
    return change;
  }

  return {
    async create(poll) {
      const { definition, changeable, revealed } = definitionOf(poll);
      const reply = await run<[number, SnapshotReply]>('create-poll', poll.id, [
        definition,
        changeable,
        revealed,
      ]);
      return { created: reply[0] === 1, snapshot: readSnapshot(reply[1]) };
    },

    get: (ids) => Promise.all(ids.map(read)),

    async update(poll, { retells } = { retells: false }) {
      const { definition, changeable, revealed } = definitionOf(poll);
      const args = [definition, changeable, revealed, poll.deletedAt, poll.version, retells ? 1 : 0];
      const reply = await run<SnapshotReply | 'conflict' | null>('update-poll', poll.id, args);
      return reply === null || reply === 'conflict' ? reply : readSnapshot(reply);
    },

    async erase(ids) {
      await Promise.all(ids.map((id) => run('erase-poll', id)));
    },

    open: (id, { round, version, durationMs, extendMs }) =>
      follow('open-poll', id, [round, durationMs, extendMs, version]),
    close: (id, { round, version } = {}) => follow('close-poll', id, [round, version]),
    reset: (id, { round, version } = {}) => follow('reset-poll', id, [round, version]),

    async raise(id, { round, pollVersion, tallyVersion }) {
      await run('raise-poll', id, [round, pollVersion, tallyVersion]);
    },

    listDue: () => deadlines.due(),
  };
}
