import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig, type Plugin } from 'vite';
import { catalogues } from '../shared/src/words/catalogues.ts';
import { isLanguage } from '../shared/src/words/languages.ts';
import { said } from './src/embed/said.ts';
import { packedAssets } from './vite-packed.ts';

const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** What kinds say of themselves; the others are listed. */
const SAID_BY_KINDS = /^(task|legend|progress)\./;
const CATALOGUE = /\/shared\/src\/words\/(\w+)\.ts$/;

/** A page of somebody else loads only the words that stand in it. */
function ownWords(): Plugin {
  return {
    name: 'own-words',
    enforce: 'pre',
    async load(id) {
      const language = CATALOGUE.exec(id)?.[1];
      if (!isLanguage(language)) return null;
      const catalogue = await catalogues[language]();
      const isSaid = (key: string) => SAID_BY_KINDS.test(key) || (said as readonly string[]).includes(key);
      const words = Object.fromEntries(Object.entries(catalogue).filter(([key]) => isSaid(key)));
      return `export const ${language} = ${JSON.stringify(words)};`;
    },
  };
}

const LATE_KIND = /\/kinds\/(?!choice)\w+\/tally\.ts$/;
const HELPER = /(?:kinds\/fields|model\/option-limits|src\/percent)\.ts$/;

/**
 * A page of somebody else loads only the kinds of the polls that stand in it. Each has the few lines that kinds share to
 * itself: otherwise they would be a part that every page asks for.
 */
function kindsOnDemand(): Plugin {
  return {
    name: 'kinds-on-demand',
    enforce: 'pre',
    async resolveId(source, importer) {
      if (source.endsWith('/table.ts')) return fileOf('../shared/src/kinds/table-on-demand.ts');
      if (importer === undefined || !LATE_KIND.test(importer)) return null;
      const found = await this.resolve(source, importer, { skipSelf: true });
      return found !== null && HELPER.test(found.id) ? `${found.id}?own` : null;
    },
  };
}

/** What foreign pages load, built for itself: few bytes, nothing of our own pages, two addresses that never change. */
export default defineConfig({
  root: fileOf('.'),
  // Chunks lie beside the script, on our server, whatever page it runs in.
  base: './',
  publicDir: false,
  plugins: [ownWords(), kindsOnDemand(), packedAssets()],
  resolve: { conditions: ['pollcast-src', ...defaultClientConditions] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: 'dist/pages',
    emptyOutDir: false,
    // `light-dark()` has to follow the page around it, which only the browser knows.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    lib: {
      entry: { embed: fileOf('src/embed/main.ts'), 'embed-frame': fileOf('src/embed/frame.ts') },
      formats: ['es'],
    },
    rolldownOptions: {
      checks: { bundlerTimings: false },
      preserveEntrySignatures: 'allow-extension',
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        minify: true,
        comments: false,
      },
    },
  },
});
