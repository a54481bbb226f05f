// npm run pack [-- FOLDER]: the packages for other people's programs as tarballs, in .cache/packages unless said otherwise.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { install } from './prepare.mjs';
import { fail, root, run, runNode } from './run.mjs';

const PACKAGES = [
  { folder: 'shared', project: 'shared', out: 'dist', sources: 'src' },
  { folder: 'client', project: 'client/src/sdk', out: 'dist/sdk', sources: 'src/sdk' },
];
const STAGE = join(root, '.cache/pack');
/** How our own tools find the sources; nobody else's business. */
const OWN_CONDITION = 'pollcast-src';

const destination = resolve(process.argv[2] ?? join(root, '.cache/packages'));
await install();
mkdirSync(destination, { recursive: true });
rmSync(STAGE, { recursive: true, force: true });
await tsc('-b', ...PACKAGES.map(({ project }) => project));
for (const each of PACKAGES) await pack(each);

/** Lays out what is published, built afresh so that nothing stale is in it. */
async function pack({ folder, project, out, sources }) {
  const stage = join(STAGE, folder);
  const [from, to] = [(path) => join(root, folder, path), (path) => join(stage, path)];
  mkdirSync(stage, { recursive: true });
  await tsc('-p', project, '--outDir', to(out), '--tsBuildInfoFile', join(STAGE, `${folder}.tsbuildinfo`));
  cpSync(from(sources), to(sources), { recursive: true, filter: (path) => !path.endsWith('tsconfig.json') });
  cpSync(from('README.md'), to('README.md'));
  cpSync(join(root, 'LICENSE'), to('LICENSE'));
  // Private in the workspace, where a publish would take what is not meant for others along.
  const {
    private: _,
    devDependencies: __,
    ...manifest
  } = JSON.parse(readFileSync(from('package.json'), 'utf8'), dropOwn);
  writeFileSync(to('package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const code = await run('npm', ['pack', stage, '--pack-destination', destination, '--loglevel=error']);
  if (code !== 0) fail(`npm pack of ${folder} failed: see above.`);
}

function dropOwn(key, value) {
  return key === OWN_CONDITION ? undefined : value;
}

async function tsc(...args) {
  if ((await runNode(['node_modules/typescript/bin/tsc', ...args])) !== 0)
    fail('The build failed: see above.');
}
