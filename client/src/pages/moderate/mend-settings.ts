import type { Poll, PollId, SettingsPatch } from '@pollcast/shared/pure';
import { reasonOf } from '../words/words.ts';
import type { DeskState } from './desk.ts';

/** What settings are to become, made from those that the poll has by then. */
export type Mend = (settings: Poll['settings']) => SettingsPatch;
/** Changes settings that are only for show; a refusal becomes the notice. */
export type MendSettings = (id: PollId, mend: Mend) => Promise<void>;

/** Presses that come fast wait for one another: none is lost, and each builds on the one before. */
export function createMendSettings({ live, notice }: DeskState): MendSettings {
  const { client } = live;
  let last: Promise<void> = Promise.resolve();

  async function update({ id, version, settings }: Poll, mend: Mend): Promise<void> {
    await client.call('poll:update', { id, version, settings: mend(settings) });
  }

  async function mendNow(id: PollId, mend: Mend): Promise<void> {
    const known = live.poll(id);
    if (known === null) return;
    try {
      await update(known.poll, mend);
    } catch (error) {
      if ((error as { code?: string }).code !== 'CONFLICT') throw error;
      // The page hears of the change before with the next push.
      await update((await client.call('poll:get', { id })).poll, mend);
    }
  }

  return (id, mend) => {
    last = last
      .then(() => mendNow(id, mend))
      .catch((error: unknown) => {
        notice.value = { text: reasonOf(error) };
      });
    return last;
  };
}
