import { html } from './html.ts';
import type { Page } from './shell.ts';

/** A page that says one thing, and leads to where a code can be typed. */
export function messagePage(message: string, wayHome: string): Page {
  return {
    title: message,
    head: html`<meta name="robots" content="noindex" />`.markup,
    main: html`
      <div class="message">
        <svg class="mark" viewBox="0 0 20 16" aria-hidden="true"><path d="M2 2h16M2 8h11M2 14h5" /></svg>
        <h1>${message}</h1>
        <p><a class="button" href="/">${wayHome}</a></p>
      </div>
    `.markup,
  };
}
