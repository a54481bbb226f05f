import type { RoomState } from '@pollcast/client';
import { type Signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { audienceAddress, spacedCode } from '../browser/addresses.ts';
import type { LiveRoom } from '../live/live-room.ts';
import { ConnectionBanner } from '../parts/connection-banner.tsx';
import { Joining } from '../parts/joining.tsx';
import { NoRoom } from '../parts/no-room.tsx';
import { Qr } from '../parts/qr.tsx';
import { words } from '../words/words.ts';
import { StageTools } from './stage-tools.tsx';
import { StagedPoll } from './staged-poll.tsx';

/** The id of the poll that stands by result instead of in its own order. */
type Sorted = Signal<string | null>;

/** The room on the wall: the poll on stage, or how to come in. */
export function Present({ live }: { live: LiveRoom }) {
  const sorted: Sorted = useSignal(null);
  const state = live.room.value;
  const refusal = live.refusal.value;
  if (refusal?.code === 'ROOM_NOT_FOUND') return <NoRoom code={live.code} isGone={refusal.isGone} />;
  return (
    <div class="present">
      <ConnectionBanner connection={live.connection.value} />
      {state !== null && <Stage live={live} state={state} sorted={sorted} />}
      {state === null && (
        <main class="outside">
          <Joining live={live} />
        </main>
      )}
      <Tools live={live} sorted={sorted} />
    </div>
  );
}

function Stage({ live, state, sorted }: { live: LiveRoom; state: RoomState; sorted: Sorted }) {
  const { room, present } = state;
  const staged = room.stage === null ? null : live.poll(room.stage);
  useEffect(() => {
    document.title = `${room.title} · ${words('app.name')}`;
  }, [room.title]);
  if (staged === null || staged.poll.status === 'draft') return <Waiting state={state} />;
  const { id, status } = staged.poll;
  return (
    <div class="stage" data-status={status}>
      <StagedPoll key={id} client={live.client} state={staged} isSorted={sorted.value === id} />
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

function Tools({ live, sorted }: { live: LiveRoom; sorted: Sorted }) {
  const staged = live.room.value?.room.stage ?? null;
  const hasResult = staged !== null && live.poll(staged)?.result != null;
  if (staged === null || !hasResult) return <StageTools sorting={null} />;
  const isSorted = sorted.value === staged;
  const toggle = () => {
    sorted.value = isSorted ? null : staged;
  };
  return <StageTools sorting={{ isSorted, toggle }} />;
}
