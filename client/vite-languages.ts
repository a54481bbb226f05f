import type { Plugin } from 'vite';
import {
  DEFAULT_LANGUAGE,
  type Language,
  languageNames,
  languages,
  loadSpeech,
  type Speech,
} from '../shared/src/words/index.ts';

/**
 * Pages' shells in every language, each in a folder of its name: `[[key]]` of the catalogue is filled in, and the
 * script's texts are fetched along with it. In development there is one language.
 */
export function shellsInLanguages(): Plugin {
  return {
    name: 'shells-in-languages',
    enforce: 'post',
    transformIndexHtml: {
      order: 'pre',
      handler: async (html, { server }) =>
        server === undefined ? html : filled(html, await loadSpeech(DEFAULT_LANGUAGE)),
    },
    async generateBundle(_options, bundle) {
      const speeches = await Promise.all(languageNames.map(loadSpeech));
      const files = Object.values(bundle);
      for (const shell of files) {
        if (shell.type !== 'asset' || !shell.fileName.endsWith('.html')) continue;
        delete bundle[shell.fileName];
        for (const speech of speeches) {
          const source = filled(withTexts(String(shell.source), textsOf(speech.language)), speech);
          this.emitFile({ type: 'asset', fileName: `${speech.language}/${shell.fileName}`, source });
        }
      }

      function textsOf(language: Language): string {
        const chunk = files.find(
          (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith(`/words/${language}.ts`),
        );
        return chunk!.fileName;
      }
    },
  };
}

const ENGLISH = '<html lang="en" dir="ltr">';

function filled(html: string, { language, words }: Speech): string {
  const { direction } = languages[language];
  const textOf = words as (key: string) => string;
  return html
    .replace(ENGLISH, `<html lang="${language}" dir="${direction}">`)
    .replace(/\[\[([\w.]+)\]\]/g, (_, key: string) => textOf(key).replaceAll('"', '&quot;'));
}

/** Only pages with a script speak by themselves. */
function withTexts(html: string, file: string): string {
  if (!html.includes('<script')) return html;
  return html.replace('</head>', `  <link rel="modulepreload" href="/${file}" />\n  </head>`);
}
