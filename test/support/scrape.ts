import { openHttpDoor } from './http-door.ts';

/** What a server's `/metrics` says at one time. */
export interface Scrape {
  text: string;
  /** A series by its name and labels as they are printed: `pollcast_refusals_total{code="INTERNAL"}`. */
  value(series: string): number | undefined;
}

export async function scrape(url: string, secret?: string): Promise<Scrape> {
  const { status, text } = await openHttpDoor(url).send('GET', '/metrics', { secret });
  if (status !== 200) throw new Error(`/metrics answers ${status}`);
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  const values = new Map(
    lines.map((line) => {
      const end = line.lastIndexOf(' ');
      return [line.slice(0, end), Number(line.slice(end + 1))];
    }),
  );
  return { text, value: (series) => values.get(series) };
}
