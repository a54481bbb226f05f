import type { LiveRoom } from '../live/live-room.ts';

/** The room's title and questions as a text to start others from. */
export async function readTemplate({ client, room }: LiveRoom, ending: 'md' | 'json'): Promise<string> {
  const { title, polls } = room.value!.room;
  const states = polls.length === 0 ? [] : await client.watchPolls(polls.map(({ id }) => id));
  const { templateOf, writeJson, writeMarkdown } = await import('@pollcast/shared/template');
  const write = ending === 'md' ? writeMarkdown : writeJson;
  return write(
    templateOf(
      title,
      states.map(({ poll }) => poll),
    ),
  );
}
