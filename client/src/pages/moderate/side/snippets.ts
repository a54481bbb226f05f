import { frameHeight, type Poll } from '@pollcast/shared/pure';

/** The column of text that a frame most often stands in. */
const COLUMN_PX = 640;

/** `<poll-cast>` with its script; without scripts a link to the poll's page stands there. */
export function elementSnippet({ id, question }: Poll, origin: string): string {
  return [
    `<script type="module" src="${origin}/embed.js"></script>`,
    `<poll-cast poll="${id}"><a href="${origin}/p/${id}">${escaped(question)}</a></poll-cast>`,
  ].join('\n');
}

export function frameSnippet(poll: Poll, origin: string): string {
  const { id, question } = poll;
  const size = `width="100%" height="${frameHeight(poll, COLUMN_PX)}"`;
  return `<iframe src="${origin}/embed/${id}" title="${escaped(question)}" ${size} style="border:0" loading="lazy"></iframe>`;
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
