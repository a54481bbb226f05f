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
    // The shell is the same browser without windows: opening a page in it costs a quarter.
    commands: [
      'chromium-headless-shell',
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
    ],
    packages: ['chromium-headless-shell', 'fonts-liberation'],
  },
];

/** Returns an environment that names the tools, all or some, or ends the process with what is to be installed. */
export async function withTools(variables = TOOLS.map(({ variable }) => variable)) {
  const tools = TOOLS.filter(({ variable }) => variables.includes(variable));
  const missing = () => tools.filter((tool) => find(tool) === null);
  const wanted = missing().filter(({ variable }) => !process.env[variable]);
  if (wanted.length > 0 && canInstall()) await installPackages(wanted.flatMap((tool) => tool.packages));
  if (missing().length > 0) fail(adviceFor(missing()));
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

/** One line, whatever is missing. */
function adviceFor(missing) {
  const [wrong] = missing.map(({ variable }) => variable).filter((variable) => process.env[variable]);
  if (wrong !== undefined) return `The tests cannot run ${wrong}=${process.env[wrong]}.`;
  const listed = (field) => missing.flatMap(field).join(', ');
  const packages = missing.flatMap((tool) => tool.packages).join(' ');
  return (
    `The tests need ${listed(({ commands }) => commands[0])}: install what is missing ` +
    `(Debian: apt-get install ${packages}) or name it in ${listed(({ variable }) => variable)}.`
  );
}
