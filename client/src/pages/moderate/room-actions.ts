import { moderatorAddress } from '../browser/addresses.ts';
import { handTemplate } from '../browser/handed-template.ts';
import { forgetRoom, rememberRoom } from '../browser/known-rooms.ts';
import { saveFile } from '../browser/save-file.ts';
import type { DeskState } from './desk.ts';
import type { Run } from './one-at-a-time.ts';
import { replaceKey } from './replace-key.ts';
import { readTemplate } from './room-template.ts';

/** What a moderator does to the room itself. The promise tells whether it succeeded. */
export interface RoomActions {
  rename(title: string): Promise<boolean>;
  /** Makes a new moderator key and goes on with it; sockets with the old one are cut. */
  replaceModeratorKey(): Promise<boolean>;
  /** Makes a new viewer key, which this browser remembers; sockets with the old one are cut. */
  replaceViewerKey(): Promise<boolean>;
  /** Saves the room's title and questions as a file to start others from. */
  saveTemplate(ending: 'md' | 'json'): Promise<boolean>;
  /** Takes them to the start page, where they become a room of their own. */
  duplicateRoom(): Promise<boolean>;
  /** Erases the room, which everybody in it is told. */
  deleteRoom(): Promise<boolean>;
  /** Anything else that can fail. */
  attempt: Run;
}

export function createRoomActions(desk: DeskState, run: Run): RoomActions {
  const { client, code, room } = desk.live;
  const title = () => room.value?.room.title ?? '';

  return {
    attempt: run,
    rename: (wanted) => run(() => client.call('room:update', { code, title: wanted })),
    replaceModeratorKey: () =>
      run(async () => {
        const key = await replaceKey(client, { code, which: 'moderator' });
        rememberRoom({ code, title: title(), moderatorKey: key, isLinkUnsaved: true });
        // The page starts over with the key in its address.
        location.replace(moderatorAddress(code, key));
      }),
    replaceViewerKey: () =>
      run(async () => {
        const key = await replaceKey(client, { code, which: 'viewer' });
        rememberRoom({ code, title: title(), viewerKey: key });
        desk.viewerKey.value = key;
      }),
    saveTemplate: (ending) =>
      run(async () => {
        const text = await readTemplate(desk.live, ending);
        saveFile(`pollcast-${code}-questions.${ending}`, new Blob([text], { type: 'text/plain' }));
      }),
    duplicateRoom: () =>
      run(async () => {
        handTemplate(await readTemplate(desk.live, 'md'));
        location.assign('/');
      }),
    deleteRoom: () =>
      run(async () => {
        await client.call('room:delete', { code });
        forgetRoom(code);
      }),
  };
}
