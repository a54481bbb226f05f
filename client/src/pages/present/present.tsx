import type { PollState, RoomState } from '@pollcast/client';
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { audienceAddress, spacedCode } from '../browser/addresses.ts';
import { kindViews } from '../kinds/registry.ts';
import type { LiveRoom } from '../live/live-room.ts';
import { ConnectionBanner } from '../parts/connection-banner.tsx';
import { Joining } from '../parts/joining.tsx';
import { NoRoom } from '../parts/no-room.tsx';
import { Qr } from '../parts/qr.tsx';
import { words } from '../words/words.ts';
import { ReplayedPoll } from './replayed-poll.tsx';
import { StageTools, type Switch } from './stage-tools.tsx';
import { StagedPoll } from './staged-poll.tsx';

/** Ids of polls: the one that stands by result instead of in its own order, the one whose course is gone through again. */
interface Ways {
  sorted: Signal<string | null>;
  replayed: Signal<string | null>;
}

/** The room on the wall: the poll on stage, or how to come in. */
export function Present({ live }: { live: LiveRoom }) {
  const ways: Ways = { sorted: useSignal(null), replayed: useSignal(null) };
  const state = live.room.value;
  const refusal = live.refusal.value;
  if (refusal?.code === 'ROOM_NOT_FOUND') return <NoRoom code={live.code} isGone={refusal.isGone} />;
  return (
    <div class="present">
      <ConnectionBanner connection={live.connection.value} />
      {state !== null && <Stage live={live} state={state} ways={ways} />}
      {state === null && (
        <main class="outside">
          <Joining live={live} />
        </main>
      )}
      <Tools live={live} ways={ways} />
    </div>
  );
}

function Stage({ live, state, ways }: { live: LiveRoom; state: RoomState; ways: Ways }) {
  const { room, present } = state;
  const staged = room.stage === null ? null : live.poll(room.stage);
  useEffect(() => {
    document.title = `${room.title} · ${words('app.name')}`;
  }, [room.title]);
  if (staged === null || staged.poll.status === 'draft') return <Waiting state={state} />;
  const { id, status } = staged.poll;
  const isSorted = ways.sorted.value === id;
  return (
    <div class="stage" data-status={status}>
      {isReplayable(staged) && ways.replayed.value === id ? (
        <ReplayedPoll key={`${id} again`} live={live} state={staged} isSorted={isSorted} />
      ) : (
        <StagedPoll key={id} client={live.client} state={staged} isSorted={isSorted} />
      )}
      <aside class="way-in">
        <Qr address={audienceAddress(room.code)} />
        <div>
          <p class="soft">{words('room.joinAt', { host: location.host })}</p>
          <p class="code figures" style={{ '--wide': String(wideLetters(room.code)) }}>
            {spacedCode(room.code)}
          </p>
        </div>
        <p class="soft figures">{words('room.presentLong', { count: present })}</p>
      </aside>
    </div>
  );
}

/** Some letters are a third wider than the others. */
const wideLetters = (code: string): number => code.match(/[MW]/g)?.length ?? 0;

function Waiting({ state: { room, present } }: { state: RoomState }) {
  return (
    <main class="before">
      <Qr address={audienceAddress(room.code)} />
      <div>
        <h1>{room.title}</h1>
        <p class="soft">{words('stage.scan', { host: location.host })}</p>
        <p class="code figures">{spacedCode(room.code)}</p>
        <p class="soft figures">
          {words('room.presentLong', { count: present })} · {words('stage.waiting')}
        </p>
      </div>
    </main>
  );
}

function Tools({ live, ways: { sorted, replayed } }: { live: LiveRoom; ways: Ways }) {
  const id = live.room.value?.room.stage ?? null;
  const staged = id === null ? null : live.poll(id);
  if (staged?.result == null) return <StageTools sorting={null} replaying={null} />;
  return (
    <StageTools
      sorting={kindViews[staged.poll.kind].hasOwnOrder === true ? null : switchOf(sorted, staged.poll.id)}
      replaying={isReplayable(staged) ? switchOf(replayed, staged.poll.id) : null}
    />
  );
}

function switchOf(chosen: Signal<string | null>, id: string): Switch {
  const isOn = chosen.value === id;
  return {
    isOn,
    toggle() {
      chosen.value = isOn ? null : id;
    },
  };
}

/** It is over, and what came of it may be seen. */
function isReplayable({ poll, result }: PollState): boolean {
  return poll.status === 'closed' && result !== null && result.voters > 0;
}
