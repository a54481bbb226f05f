import type { ServerResponse } from 'node:http';
import { fileURLToPath } from 'node:url';
import { type Connect, defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { steadyFirstPaint } from './vite-first-paint.ts';
import { shellsInLanguages } from './vite-languages.ts';
import { packedAssets } from './vite-packed.ts';

const SERVER = `http://localhost:${process.env.PORT ?? 3000}`;
const PAGES = ['index', 'audience', 'moderate', 'present', 'board', 'report', 'poll', 'embed', 'docs'];

const fileOf = (page: string) => fileURLToPath(new URL(`${page}.html`, import.meta.url));

/** Rooms' addresses in development, as the server maps them in production; the voter's cookie comes from the server. */
function roomAddresses(): Plugin {
  async function map(request: Connect.IncomingMessage, response: ServerResponse): Promise<void> {
    const page = /^\/r\/[^/?]*(?:\/(moderate|present|board|report))?\/?(?:\?|$)/.exec(request.url ?? '');
    if (page === null) return;
    const { cookie = '' } = request.headers;
    const answer = await fetch(new URL(request.url!, SERVER), { headers: { cookie } }).catch(() => null);
    response.setHeader('set-cookie', answer?.headers.getSetCookie() ?? []);
    request.url = `/${page[1] ?? 'audience'}.html`;
  }
  return {
    name: 'room-addresses',
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => void map(request, response).then(() => next(), next));
    },
  };
}

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  appType: 'mpa',
  plugins: [roomAddresses(), steadyFirstPaint(), shellsInLanguages(), packedAssets()],
  resolve: { conditions: ['pollcast-src', ...defaultClientConditions] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist/pages',
    emptyOutDir: true,
    // The pages' policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // A slow machine is no fault of the build.
    rolldownOptions: {
      checks: { bundlerTimings: false },
      input: Object.fromEntries(PAGES.map((page) => [page, fileOf(page)])),
    },
  },
  server: {
    proxy: {
      '/api': SERVER,
      '/assets': SERVER,
      '/p/': SERVER,
      '/embed': SERVER,
      '/oembed': SERVER,
      '/docs/': SERVER,
      '/healthz': SERVER,
      '/socket.io': { target: SERVER, ws: true },
    },
  },
});
