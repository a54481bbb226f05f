import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { html } from './html.ts';

/** A page's parts as HTML, to be put into the built shell, which brings the styles along. */
export interface Page {
  /** Text, not HTML. */
  title: string;
  head: string;
  main: string;
}

export interface Shell {
  render(page: Page): Promise<string>;
}

/** The shell of pages that are whole as served: the client's poll.html with its three places filled. */
export function createShell(pagesDir: string): Shell {
  let template: string | undefined;
  return {
    async render({ title, head, main }) {
      template ??= await readFile(join(pagesDir, 'poll.html'), 'utf8');
      const parts: Record<string, string> = { title: html`${title}`.markup, head, main };
      return template.replace(/\{\{(title|head|main)\}\}/g, (_, name: string) => parts[name]!);
    },
  };
}
