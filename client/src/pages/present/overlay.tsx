import type { PollState, RoomState } from '@pollcast/client';
import { foremostRows } from '@pollcast/shared/pure';
import { useCallback, useRef } from 'preact/hooks';
import { audienceAddress, spacedCode } from '../browser/addresses.ts';
import type { LiveRoom } from '../live/live-room.ts';
import { Bars } from '../parts/bars.tsx';
import { Countdown } from '../parts/countdown.tsx';
import { OptionList } from '../parts/option-list.tsx';
import { Qr } from '../parts/qr.tsx';
import { words } from '../words/words.ts';
import { VoteCount } from './stage-foot.tsx';
import { useFit } from './use-fit.ts';
import './overlay.css';

/** The poll on stage to lie over a video: nothing else is on the page, and nothing at all between two polls. */
export function Overlay({ live }: { live: LiveRoom }) {
  const state = live.room.value;
  const staged = state?.room.stage == null ? null : live.poll(state.room.stage);
  if (state === null || staged === null || staged.poll.status === 'draft') {
    return <Glass title={state?.room.title ?? words('app.name')} />;
  }
  return <Plate key={staged.poll.id} live={live} room={state.room} state={staged} />;
}

/** Between two polls: nothing to see, and a name for whoever listens. */
function Glass({ title }: { title: string }) {
  return (
    <main>
      <h1 class="for-ears">{title}</h1>
    </main>
  );
}

interface PlateProps {
  live: LiveRoom;
  room: RoomState['room'];
  state: PollState;
}

function Plate({ live, room, state }: PlateProps) {
  const { poll, result } = state;
  const frame = useRef<HTMLElement>(null);
  const isOpen = poll.status === 'open';
  useFit(frame, { content: `${poll.version} ${result === null}`, largest: 1 });
  return (
    <main class="overlay" ref={frame}>
      <div class="plate">
        <h1>{poll.question}</h1>
        {result === null ? (
          <OptionList poll={poll} />
        ) : (
          <Bars result={{ ...result, rows: foremostRows(poll, result) }} />
        )}
        <footer>
          {isOpen && (
            <div class="join">
              <Qr address={audienceAddress(room.code)} />
              <p>
                {words('room.joinAt', { host: location.host })}
                <strong class="code figures">{spacedCode(room.code)}</strong>
              </p>
            </div>
          )}
          {!isOpen && <span>{words(result === null ? 'status.closed' : 'stage.final')}</span>}
          {isOpen && poll.closesAt !== null && <TimeLeft live={live} closesAt={poll.closesAt} />}
          <VoteCount state={state} />
        </footer>
      </div>
    </main>
  );
}

function TimeLeft({ live: { client }, closesAt }: { live: LiveRoom; closesAt: number }) {
  const now = useCallback(() => client.serverNow(), [client]);
  return <Countdown closesAt={closesAt} now={now} />;
}
