import { useEffect, useRef } from 'preact/hooks';
import { ConnectionBanner } from '../parts/connection-banner.tsx';
import { Joining } from '../parts/joining.tsx';
import { NoRoom } from '../parts/no-room.tsx';
import { SiteHeader } from '../parts/site-header.tsx';
import { useKeptFocus } from '../parts/use-kept-focus.ts';
import { words } from '../words/words.ts';
import { CutOff } from './cut-off.tsx';
import type { Desk } from './desk.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { NoKey } from './no-key.tsx';
import { NoticeLine } from './notice-line.tsx';
import { PollDesk } from './poll-desk.tsx';
import { PollEditor } from './poll-editor.tsx';
import { PollList } from './poll-list.tsx';
import { SavedLink } from './saved-link.tsx';
import { useShortcuts } from './shortcuts.ts';
import { RoomSide } from './side/room-side.tsx';
import { RoomTitle } from './side/room-title.tsx';

interface ModerateProps {
  desk: Desk;
  moderatorKey: string;
  onJoined: (title: string) => void;
}

/** The polls of the room, the one being looked at, and how people come in. */
export function Moderate({ desk, moderatorKey, onJoined }: ModerateProps) {
  const { live } = desk;
  const state = live.room.value;
  const connection = live.connection.value;
  const isModerator = state?.you.role === 'moderator';
  const title = state?.room.title;
  useShortcuts(desk);
  useEffect(() => {
    if (title === undefined || !isModerator) return;
    document.title = `${title} · ${words('app.name')}`;
    onJoined(title);
  }, [title, isModerator]);

  if (live.refusal.value?.code === 'ROOM_NOT_FOUND') {
    return <NoRoom code={live.code} isGone={live.refusal.value.isGone} />;
  }
  if (state !== null && !isModerator) return <NoKey code={live.code} why="wrong" />;
  if (connection.status === 'refused' && connection.error.code === 'UNAUTHENTICATED') {
    return state === null ? <NoKey code={live.code} why="wrong" /> : <CutOff code={live.code} />;
  }
  return (
    <>
      <ConnectionBanner connection={connection} />
      <div class="moderate">
        <SiteHeader>
          {title !== undefined && <RoomTitle title={title} onRename={(wanted) => void desk.rename(wanted)} />}
        </SiteHeader>
        {state === null && (
          <main>
            <Joining live={live} />
          </main>
        )}
        {state !== null && (
          <>
            <PollList desk={desk} />
            <Main desk={desk} moderatorKey={moderatorKey} />
            <RoomSide desk={desk} state={state} moderatorKey={moderatorKey} />
          </>
        )}
      </div>
      {desk.dialog.value === 'keys' && <KeysDialog onClose={() => (desk.dialog.value = null)} />}
    </>
  );
}

function Main({ desk, moderatorKey }: Pick<ModerateProps, 'desk' | 'moderatorKey'>) {
  const main = useRef<HTMLElement>(null);
  useKeptFocus(main, 'h1');
  return (
    <main ref={main}>
      <SavedLink code={desk.live.code} moderatorKey={moderatorKey} />
      {middleOf(desk)}
      <NoticeLine notice={desk.notice.value} onDismiss={() => (desk.notice.value = null)} />
    </main>
  );
}

function middleOf(desk: Desk) {
  const editing = desk.editing.value;
  if (editing !== null) {
    const poll = editing.id === null ? null : (desk.live.poll(editing.id)?.poll ?? null);
    return <PollEditor key={editing.id ?? 'new'} desk={desk} poll={poll} />;
  }
  const id = desk.selectedId.value;
  const state = id === null ? null : desk.live.poll(id);
  if (state !== null) return <PollDesk key={state.poll.id} desk={desk} state={state} />;
  if (id !== null) return null;
  return (
    <div class="no-polls">
      <h1 tabIndex={-1}>{words('moderate.empty')}</h1>
      <p class="soft">{words('moderate.emptyLead')}</p>
      <button type="button" class="button" onClick={() => (desk.editing.value = { id: null })}>
        {words('moderate.newPoll')} <kbd>N</kbd>
      </button>
    </div>
  );
}
