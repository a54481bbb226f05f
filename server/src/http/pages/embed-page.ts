import type { Poll } from '@pollcast/shared';
import { html } from './html.ts';
import type { Page } from './shell.ts';

export type Theme = 'light' | 'dark';

interface EmbedPageInput {
  poll: Poll;
  origin: string;
  /** What the page around it asks for; otherwise as the reader's device. */
  theme: Theme | null;
}

/** A poll alone, to be framed by other pages. */
export function embedPage({ poll: { id, question }, origin, theme }: EmbedPageInput): Page {
  return {
    title: question,
    head: html`
      <meta name="robots" content="noindex" />
      <link rel="canonical" href="${origin}/p/${id}" />
      <script type="module" src="/embed.js"></script>
      <script type="module" src="/embed-frame.js"></script>
    `.markup,
    main: html`
      <poll-cast poll="${id}" ${theme && html`theme="${theme}"`}>
        <a href="${origin}/p/${id}" target="_top" dir="auto">${question}</a>
      </poll-cast>
    `.markup,
  };
}
