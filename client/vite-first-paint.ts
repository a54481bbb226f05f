import { readFile } from 'node:fs/promises';
import type { HtmlTagDescriptor, IndexHtmlTransformContext, Plugin } from 'vite';

const LATIN_FONT = /inter-latin-wght-normal-.*\.woff2$/;
const SCRIPT = '<script type="module"';
const EMPTY = '<div id="page"></div>';
const STYLE_SHEET = /\s*<link rel="stylesheet"[^>]* href="\/([^"]+)">/g;

type Bundle = NonNullable<IndexHtmlTransformContext['bundle']>;

/**
 * What is drawn first stays as it is: the font is fetched along, and no page flashes in the other theme. A page that has
 * something to show without its script has its styles and the chosen theme within itself, so that it is drawn as soon as
 * it is there; any other waits for its script. The server's policy lets in what stands in a page by its hash.
 */
export function steadyFirstPaint(): Plugin {
  let theme = '';
  return {
    name: 'steady-first-paint',
    apply: 'build',
    async buildStart() {
      theme = withoutComments(await readFile(new URL('./first-theme.js', import.meta.url), 'utf8'));
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const tags = [preloadOf(`/${Object.keys(bundle!).find((file) => LATIN_FONT.test(file))!}`)];
        if (!html.includes('<script')) return { html, tags };
        if (html.includes(EMPTY)) return { html: html.replace(SCRIPT, `${SCRIPT} blocking="render"`), tags };
        const styles = [...html.matchAll(STYLE_SHEET)].map(([, file]) => sourceOf(bundle!, file!));
        const inline: HtmlTagDescriptor[] = [
          { tag: 'style', children: styles.join(''), injectTo: 'head-prepend' },
          { tag: 'script', children: theme, injectTo: 'head-prepend' },
        ];
        return { html: html.replace(STYLE_SHEET, ''), tags: [...inline, ...tags] };
      },
    },
  };
}

function sourceOf(bundle: Bundle, file: string): string {
  const asset = bundle[file];
  if (asset?.type !== 'asset') throw new Error(`${file} is no style sheet of the build`);
  return String(asset.source).trim();
}

function withoutComments(script: string): string {
  return script.replace(/^ *\/\/.*\n/gm, '').trim();
}

function preloadOf(font: string): HtmlTagDescriptor {
  const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: font };
  return { tag: 'link', attrs, injectTo: 'head' };
}
