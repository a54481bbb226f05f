// What start and test need first: the right Node, the dependencies, a fresh build. Needs nothing but Node itself.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, root, run, runNode } from './run.mjs';

const NODE_MIN = [20, 19];
const LOCK = at('.cache/prepare.lock');
const STAMP = at('.cache/build.stamp');
/** What a build is made from, and what it leaves behind. */
const SOURCES = ['package-lock.json', 'tsconfig.base.json', 'shared', 'server', 'client'];
const GENERATED = /(^|[\\/])(node_modules|dist|data)([\\/]|$)|\.tsbuildinfo$/;
const BUILT = ['server/dist/main.js', 'client/dist/pages/en/index.html', 'client/dist/pages/embed.js'];

/** Installs and builds what is missing or older than its sources. */
export async function prepare() {
  checkNode();
  if (isInstalled() && isBuilt()) return;
  await alone(async () => {
    await install();
    if (!isBuilt()) await build();
  });
}

/** Installs the locked dependencies unless they are there. */
export async function install() {
  checkNode();
  if (isInstalled()) return;
  console.log('Installing dependencies…');
  // NODE_ENV=production would leave out what the build needs.
  const code = await run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  if (code !== 0) fail('npm ci failed: see above.');
}

/** Builds shared, server and client. */
export async function build() {
  console.log('Building…');
  const stamp = sourcesHash();
  rmSync(STAMP, { force: true });
  const steps = [
    ['node_modules/typescript/bin/tsc', '-b', '--force', 'server', 'client'],
    ['node_modules/vite/bin/vite.js', 'build', 'client', '--logLevel', 'warn'],
    [
      'node_modules/vite/bin/vite.js',
      'build',
      '--config',
      'client/vite-embed.config.ts',
      '--logLevel',
      'warn',
    ],
  ];
  for (const step of steps) {
    if ((await runNode(step)) !== 0) fail('The build failed: see above.');
  }
  mkdirSync(at('.cache'), { recursive: true });
  writeFileSync(STAMP, stamp);
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [minMajor = 0, minMinor = 0] = NODE_MIN;
  if (major > minMajor || (major === minMajor && minor >= minMinor)) return;
  fail(
    `Pollcast needs Node ${NODE_MIN.join('.')} or newer (24 LTS is best); this is Node ${process.versions.node}.`,
  );
}

function isInstalled() {
  const installed = at('node_modules/.package-lock.json');
  return existsSync(installed) && statSync(installed).mtimeMs >= statSync(at('package-lock.json')).mtimeMs;
}

function isBuilt() {
  return (
    BUILT.every((path) => existsSync(at(path))) &&
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === sourcesHash()
  );
}

function sourcesHash() {
  const hash = createHash('sha256');
  for (const path of SOURCES.flatMap(filesUnder).sort())
    hash
      .update(`${path}\0`)
      .update(readFileSync(at(path)))
      .update('\0');
  return hash.digest('hex');
}

function filesUnder(path) {
  if (GENERATED.test(path)) return [];
  return statSync(at(path)).isDirectory()
    ? readdirSync(at(path)).flatMap((name) => filesUnder(join(path, name)))
    : [path];
}

/** Two nodes started at once on a fresh clone must not install over each other. */
async function alone(work) {
  mkdirSync(at('.cache'), { recursive: true });
  for (let waits = 0; !takeLock(); waits += 1) {
    if (waits === 0) console.log(`Waiting for another start to finish (${LOCK})…`);
    await sleep(200);
  }
  const release = () => rmSync(LOCK, { force: true });
  process.once('exit', release);
  await work();
  process.off('exit', release);
  release();
}

function takeLock() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    removeStaleLock();
    return false;
  }
}

function removeStaleLock() {
  try {
    process.kill(Number(readFileSync(LOCK, 'utf8')), 0);
  } catch (error) {
    if (error.code === 'ESRCH') rmSync(LOCK, { force: true });
  }
}

function at(path) {
  return join(root, path);
}
