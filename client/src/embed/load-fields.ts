import { type Poll, rowField } from '@pollcast/shared/pure';

type Fields = typeof import('./beyond-rows.tsx');

let loaded: Fields | null = null;

/** Fetches the plain form for a poll that needs one: most are a choice of rows, and load nothing more. */
export async function loadFields(poll: Poll): Promise<void> {
  if (rowField(poll) === null) loaded ??= await import('./beyond-rows.tsx');
}

/** What has been fetched before such a poll was read. */
export function loadedFields(): Fields {
  return loaded!;
}
