import { StoreOpenError } from '../store-open-error.ts';
import type { Client } from './client.ts';
import { META } from './keys.ts';

/** Brings all data to the next schema. Nodes that start together do it together, and a crash repeats it. */
export type Migration = (client: Client) => Promise<void>;

/** The schema's history since version 1: the entry at n makes version n + 2 of version n + 1. */
const MIGRATIONS: readonly Migration[] = [];

/** Brings the data to the newest schema; empty data has it from the start. That of a newer Pollcast is refused. */
export async function migrate(client: Client, migrations: readonly Migration[] = MIGRATIONS): Promise<void> {
  const newest = 1 + migrations.length;
  await client.send((redis) => redis.hsetnx(META, 'schema', newest));
  let schema = Number(await client.send((redis) => redis.hget(META, 'schema')));
  while (schema < newest) {
    await migrations[schema - 1]!(client);
    schema = await client.run<number>('raise-schema', [META], [schema + 1]);
  }
  if (schema > newest)
    throw new StoreOpenError(
      `The data in Redis was written by a newer Pollcast (schema ${schema}, this one knows ${newest}).`,
    );
}
