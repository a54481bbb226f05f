import type { HandshakeAuth } from '@pollcast/shared';
import type { Watcher } from '../history.ts';
import type { Random } from '../random.ts';
import type { HallPlan } from './gather.ts';
import { openStreamWatcher } from './stream-watcher.ts';
import type { Traffic } from './visitor.ts';
import type { Race } from './voter.ts';
import { type Onlooker, openOnlooker } from './watchers.ts';

interface OnlookersOptions {
  plan: HallPlan;
  code: string;
  viewerKey: string;
  moderatorKey: string;
  pollIds: readonly string[];
  addresses(): readonly string[];
  raceOf(pollId: string): Race | undefined;
  random: Random;
  traffic: Traffic;
}

/** Somebody of each role, over sockets and over event streams. */
export function gatherOnlookers(options: OnlookersOptions): Onlooker[] {
  const { plan, viewerKey, moderatorKey, pollIds } = options;
  const named = (name: string, role: Watcher['role']) => ({
    ...options,
    watcher: { name: `${plan.name} ${name}`, role, voter: null },
    random: options.random.fork(),
  });
  const atSocket = (name: string, role: Watcher['role'], auth: Partial<HandshakeAuth>) =>
    openOnlooker({ ...named(name, role), auth });
  const atStream = (name: string, role: Watcher['role'], key?: string) =>
    openStreamWatcher({
      ...named(name, role),
      pollId: options.random.pick(pollIds),
      ...(key !== undefined && { key }),
    });
  return [
    atSocket('guest 1', 'voter', {}),
    atSocket('guest 2', 'voter', {}),
    atSocket('viewer', 'viewer', { key: viewerKey }),
    atSocket('stage', 'stage', { key: viewerKey, view: 'stage' }),
    atSocket('moderator', 'moderator', { key: moderatorKey }),
    atStream('guest at a stream', 'voter'),
    atStream('viewer at a stream', 'viewer', viewerKey),
  ];
}
