import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Language } from '@pollcast/shared/words';
import { html } from './html.ts';

/** A page's parts as HTML, to be put into the built shell, which brings the styles along. */
export interface Page {
  /** Text, not HTML. */
  title: string;
  head: string;
  main: string;
}

export interface Shell {
  render(page: Page, language: Language): Promise<string>;
}

/** A shell of pages that are whole as served: one of the client's files with its three places filled. */
export function createShell(pagesDir: string, file: 'poll.html' | 'docs.html' | 'embed.html'): Shell {
  const templates = new Map<Language, Promise<string>>();

  function templateIn(language: Language): Promise<string> {
    const template = templates.get(language) ?? readFile(join(pagesDir, language, file), 'utf8');
    templates.set(language, template);
    return template;
  }

  return {
    async render({ title, head, main }, language) {
      const parts: Record<string, string> = { title: html`${title}`.markup, head, main };
      const template = await templateIn(language);
      return template.replace(/\{\{(title|head|main)\}\}/g, (_, name: string) => parts[name]!);
    },
  };
}
