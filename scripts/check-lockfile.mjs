// A lockfile written behind a mirror would send everybody else to that mirror.
import { readFileSync } from 'node:fs';

const PUBLIC_REGISTRY = 'https://registry.npmjs.org/';

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'));
const resolved = Object.entries(packages).filter(([, entry]) => /^\w+(\+\w+)?:/.test(entry.resolved ?? ''));
const foreign = resolved.filter(([, entry]) => !entry.resolved.startsWith(PUBLIC_REGISTRY));
const unsigned = Object.entries(packages).filter(
  ([path, entry]) => path.startsWith('node_modules/') && !entry.link && !entry.integrity,
);

for (const [path, entry] of foreign) console.error(`${path} is fetched from ${entry.resolved}`);
for (const [path] of unsigned) console.error(`${path} has no integrity hash`);
if (foreign.length + unsigned.length === 0)
  console.log(`${Object.keys(packages).length} packages, all from the public registry.`);
process.exitCode = foreign.length + unsigned.length === 0 ? 0 : 1;
