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

/** A shell of pages that are whole as served: one of the client's files with its three places filled. */
export function createShell(pagesDir: string, file: 'poll.html' | 'docs.html'): Shell {
  let template: string | undefined;
  return {
    async render({ title, head, main }) {
      template ??= await readFile(join(pagesDir, file), 'utf8');
      const parts: Record<string, string> = { title: html`${title}`.markup, head, main };
      return template.replace(/\{\{(title|head|main)\}\}/g, (_, name: string) => parts[name]!);
    },
  };
}
