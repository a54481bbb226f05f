import { html } from './html.ts';
import type { Page } from './shell.ts';

/** A page that says one thing and leads home. */
export function messagePage(message: string): Page {
  return {
    title: message,
    head: html`<meta name="robots" content="noindex" />`.markup,
    main: html`<h1>${message}</h1><p><a href="/">Pollcast</a></p>`.markup,
  };
}
