// Imports run one way: shared ← domain ← store, realtime, http ← app ← main; client sees shared's pure side only.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { root } from './run.mjs';

const SHARED = '@pollcast/shared';
const PURE = '@pollcast/shared/pure';
const NODE = /^node:/;
const ANY_PACKAGE = /^(?!(shared|server|client)\/)/;
/** The server's own words that every layer may speak: the store port's types, settings, refusals. */
const WORDS = ['server/src/domain/', 'server/src/config.ts', 'server/src/rate-limits.ts'];
const TRANSPORT_PACKAGE = /^(?!(shared|server|client)\/|ioredis$|libsql$|node:sqlite$)/;
const BROWSER_PACKAGE = /^(?!(shared|server|client)\/|node:|@pollcast\/shared$|socket\.io|zod$)/;

/** The first layer whose path begins a file's owns it. `values` may be imported, of `types` only the types. */
const LAYERS = [
  { path: 'shared/src/', values: ['shared/src/', 'zod'] },
  {
    path: 'server/src/domain/',
    // A list of words is no more than data.
    values: [SHARED, 'node:crypto', '@2toad/profanity', 'server/src/domain/', 'server/src/identity/'],
    types: ['zod'],
  },
  {
    path: 'server/src/identity/',
    values: [SHARED, NODE, 'cookie', 'proxy-addr', 'server/src/identity/', 'server/src/domain/errors.ts'],
    types: WORDS,
  },
  {
    path: 'server/src/store/',
    values: [SHARED, NODE, 'ioredis', 'libsql', 'server/src/store/', 'server/src/domain/'],
    types: WORDS,
  },
  ...['realtime', 'http'].map((door) => ({
    path: `server/src/${door}/`,
    values: [TRANSPORT_PACKAGE, `server/src/${door}/`, 'server/src/domain/', 'server/src/identity/'],
    types: WORDS,
  })),
  {
    path: 'server/src/admin/',
    values: [
      SHARED,
      NODE,
      'server/src/admin/',
      'server/src/config.ts',
      'server/src/open-store.ts',
      'server/src/store/',
      'server/src/domain/',
      'server/src/identity/',
    ],
  },
  {
    path: 'server/src/open-store.ts',
    values: [NODE, 'server/src/store/', 'server/src/identity/'],
    types: WORDS,
  },
  { path: 'server/src/app.ts', values: [ANY_PACKAGE, /^server\/src\/(?!store\/|admin\/|main\.ts)/] },
  { path: 'server/src/main.ts', values: [ANY_PACKAGE, 'server/src/'] },
  {
    path: 'server/src/',
    values: [ANY_PACKAGE, /^server\/src\/[^/]+$/, 'server/src/domain/errors.ts'],
    types: WORDS,
  },
  { path: 'client/src/sdk/', values: [PURE, 'socket.io-client', 'client/src/sdk/'] },
  {
    path: 'client/src/embed/',
    values: [BROWSER_PACKAGE, 'client/src/embed/', 'client/src/pages/'],
  },
  {
    path: 'client/src/',
    values: [BROWSER_PACKAGE, 'client/src/pages/'],
  },
];

const IMPORT =
  /(?:^|[\n;])\s*(?:import|export)\s+(?:(type)\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'|\bimport\('([^']+)'\)/g;
const files = ['shared/src', 'server/src', 'client/src'].flatMap(sourcesUnder);
const importsOf = new Map(files.map((path) => [path, readImports(path)]));

const faults = [...files.flatMap(strayImports), ...zodBehindPure()];
for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log(`${files.length} files import one way.`);
process.exitCode = faults.length === 0 ? 0 : 1;

function strayImports(path) {
  const { values, types = [] } = LAYERS.find((layer) => path.startsWith(layer.path));
  const isAllowed = ({ target, isType }) => matches(target, values) || (isType && matches(target, types));
  return importsOf
    .get(path)
    .filter((found) => !isAllowed(found))
    .map(({ target }) => `${path} must not import ${target}`);
}

function matches(target, patterns) {
  return patterns.some((pattern) => {
    if (pattern instanceof RegExp) return pattern.test(target);
    return pattern.endsWith('/') ? target.startsWith(pattern) : target === pattern;
  });
}

/** The browser loads shared's pure side, and must not get zod with it. */
function zodBehindPure() {
  const reached = new Set([
    'shared/src/pure.ts',
    'shared/src/words/index.ts',
    'shared/src/template/index.ts',
  ]);
  for (const path of reached) {
    for (const { target, isType } of importsOf.get(path) ?? []) if (!isType) reached.add(target);
  }
  return reached.has('zod')
    ? [`shared's pure side reaches zod through ${[...reached].filter(importsZod).join(', ')}`]
    : [];
}

function importsZod(path) {
  return importsOf.get(path)?.some(({ target, isType }) => target === 'zod' && !isType) ?? false;
}

function readImports(path) {
  const source = readFileSync(join(root, path), 'utf8').replace(/^\s*(\/\/|\/?\*).*$/gm, '');
  return [...source.matchAll(IMPORT)].map(([, type, from, dynamic]) => ({
    isType: type === 'type',
    target: resolve(path, from ?? dynamic),
  }));
}

function resolve(path, specifier) {
  return specifier.startsWith('.') ? posix.join(dirname(path), specifier) : specifier;
}

function sourcesUnder(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}
