// The load as a process of its own, so that its work never stands in the measured server's way. Answers the calls of load.ts.
import { type Group, openGroup } from './group.ts';
import type { LoadCalls } from './load.ts';
import { openRawGroup, type RawGroup } from './raw-group.ts';
import { tapToScreen } from './tap-to-screen.ts';

const groups = new Map<string, Group>();
let raw: RawGroup | null = null;

const handlers: {
  [C in keyof LoadCalls]: (input: LoadCalls[C]['input']) => Promise<LoadCalls[C]['output']>;
} = {
  async open({ name, ...opening }) {
    const { group, arrival } = await openGroup(opening);
    groups.set(name, group);
    return arrival;
  },
  async vote({ name, ...voting }) {
    return groups.get(name)!.vote(voting);
  },
  async listen({ name, forMs }) {
    return groups.get(name)!.listen(forMs);
  },
  async tapToScreen({ voters, watchers }) {
    return tapToScreen(
      voters.flatMap((name) => groups.get(name)!.taps()),
      watchers.flatMap((name) => groups.get(name)!.screens()),
    );
  },
  async lastTally({ name }) {
    return groups.get(name)!.lastTally();
  },
  async openRaw(opening) {
    raw = await openRawGroup(opening);
    return null;
  },
  async countRaw() {
    return raw!.count();
  },
};

process.on('message', ({ id, name, input }: { id: number; name: keyof LoadCalls; input: never }) => {
  handlers[name](input).then(
    (output) => process.send!({ id, output }),
    (fault: Error) => process.send!({ id, fault: fault.message }),
  );
});
process.on('disconnect', () => process.exit());
