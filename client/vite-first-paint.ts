import { readFile } from 'node:fs/promises';
import type { HtmlTagDescriptor, Plugin } from 'vite';

const LATIN_FONT = /inter-latin-wght-normal-.*\.woff2$/;
const THEME = /first-theme-.*\.js$/;
const SCRIPT = '<script type="module"';
const EMPTY = '<div id="page"></div>';

/**
 * What is drawn first stays as it is: the font is fetched along, and no page flashes in the other theme. A page that has
 * something to show without its script is drawn in the chosen theme at once; any other waits for its script.
 */
export function steadyFirstPaint(): Plugin {
  return {
    name: 'steady-first-paint',
    apply: 'build',
    async buildStart() {
      const source = await readFile(new URL('./first-theme.js', import.meta.url));
      this.emitFile({ type: 'asset', name: 'first-theme.js', source });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const fileLike = (name: RegExp) => `/${Object.keys(bundle!).find((file) => name.test(file))!}`;
        const font = preloadOf(fileLike(LATIN_FONT));
        if (!html.includes('<script')) return { html, tags: [font] };
        if (html.includes(EMPTY))
          return { html: html.replace(SCRIPT, `${SCRIPT} blocking="render"`), tags: [font] };
        const theme: HtmlTagDescriptor = { tag: 'script', attrs: { src: fileLike(THEME) }, injectTo: 'head' };
        return { html, tags: [theme, font] };
      },
    },
  };
}

function preloadOf(font: string): HtmlTagDescriptor {
  const attrs = { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: font };
  return { tag: 'link', attrs, injectTo: 'head' };
}
