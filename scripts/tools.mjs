// Programs that the tests use and npm does not bring: found on PATH, or installed where that is possible.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fail, run } from './run.mjs';

/** `variable` names the program in the environment; tests read it from there. */
const TOOLS = [
  { variable: 'REDIS_SERVER', commands: ['redis-server'], packages: ['redis-server'] },
  { variable: 'HAPROXY', commands: ['haproxy'], packages: ['haproxy'] },
  {
    variable: 'CHROMIUM',
    commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'],
    packages: ['chromium', 'fonts-liberation'],
  },
];

/** Returns an environment that names the tools, all or some, or ends the process with what is to be installed. */
export async function withTools(variables = TOOLS.map(({ variable }) => variable)) {
  const tools = TOOLS.filter(({ variable }) => variables.includes(variable));
  const missing = tools.filter((tool) => !process.env[tool.variable] && find(tool) === null);
  if (missing.length > 0 && canInstall()) await installPackages(missing.flatMap((tool) => tool.packages));
  for (const tool of tools) if (find(tool) === null) fail(adviceFor(tool));
  return { ...process.env, ...Object.fromEntries(tools.map((tool) => [tool.variable, find(tool)])) };
}

function find({ variable, commands }) {
  const named = process.env[variable];
  if (named) return isProgram(named) ? named : null;
  // Debian puts HAProxy where only root looks.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'];
  return (
    commands.flatMap((command) => folders.map((folder) => join(folder, command))).find(isProgram) ?? null
  );
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function canInstall() {
  return process.getuid?.() === 0 && find({ variable: '', commands: ['apt-get'] }) !== null;
}

async function installPackages(packages) {
  console.log(`Installing ${packages.join(', ')} for the tests…`);
  // RUNLEVEL=1 keeps the packages from starting services: the tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-qq', '-y', '--no-install-recommends', ...packages], { env });
}

function adviceFor({ variable, commands, packages }) {
  const named = process.env[variable];
  if (named) return `The tests cannot run ${variable}=${named}.`;
  return `The tests need ${commands[0]}: install it (Debian: apt-get install ${packages.join(' ')}) or set ${variable} to its path.`;
}
