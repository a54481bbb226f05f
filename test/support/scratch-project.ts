import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** How a program that was run ended. */
export interface Outcome {
  code: number;
  output: string;
}

/** A program that runs on, and what it has printed so far. */
export interface Running {
  output(): string;
  /** Resolves with the exit code. */
  ended: Promise<number>;
  close(): void;
}

/** Somebody else's project: a folder with our packed packages installed, and nothing of this repository around it. */
export interface ScratchProject {
  dir: string;
  tarballs: string[];
  write(name: string, source: string): void;
  /** Copies a file of this repository. */
  copy(path: string): void;
  /** Runs a script of a development tool of this repository inside the project. */
  tool(script: string, ...args: string[]): Promise<Outcome>;
  start(program: string, ...args: string[]): Running;
  remove(): void;
}

const MANIFEST = { name: 'scratch', private: true, type: 'module' };
const run = promisify(execFile);

/** Packs, and installs what was packed with its dependencies from the registry. */
export async function openScratchProject(): Promise<ScratchProject> {
  const dir = mkdtempSync(join(tmpdir(), 'pollcast-scratch-'));
  const packages = join(dir, 'packages');
  await run(process.execPath, ['scripts/pack.mjs', packages]);
  const tarballs = readdirSync(packages).map((name) => join(packages, name));
  const write = (name: string, source: string) => writeFileSync(join(dir, name), source);
  write('package.json', JSON.stringify(MANIFEST));
  const quiet = ['--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
  await run('npm', ['install', ...quiet, ...tarballs], { cwd: dir });

  return {
    dir,
    tarballs,
    write,
    copy: (path) => cpSync(path, join(dir, basename(path))),
    tool: (script, ...args) => outcomeOf(run(process.execPath, [resolve(script), ...args], { cwd: dir })),
    start: (program, ...args) => start(dir, [program, ...args]),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}

async function outcomeOf(running: Promise<{ stdout: string; stderr: string }>): Promise<Outcome> {
  try {
    const { stdout, stderr } = await running;
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

function start(cwd: string, args: string[]): Running {
  const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  return {
    output: () => output,
    ended: once(child, 'close').then(([code]) => code as number),
    close: () => void child.kill(),
  };
}
