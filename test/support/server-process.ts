import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The built server as a process of its own, in a process group of its own, as under a terminal or a supervisor. */
export interface ServerProcess {
  url: string;
  child: ChildProcess;
  /** Everything printed to stdout and stderr so far. */
  said(): string;
  exited: Promise<Exit>;
  /** Sends a signal to the whole group, as Ctrl-C does. */
  signalGroup(signal: NodeJS.Signals): void;
  isGroupGone(): boolean;
}

interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

interface ServerOptions {
  /** By `npm start`, or the built file itself. */
  by?: 'npm' | 'node';
  env: Record<string, string>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const READY = /Pollcast is ready: (\S+)/;
const COMMANDS = { npm: ['npm', 'start', '--silent'], node: [process.execPath, 'server/dist/main.js'] };

/** Starts a server; what becomes of it is for the test to see. */
export function spawnServer({ by = 'node', env }: ServerOptions): Omit<ServerProcess, 'url'> {
  const [command, ...args] = COMMANDS[by] as [string, ...string[]];
  const { PATH, HOME } = process.env;
  const child = spawn(command, args, {
    cwd: root,
    env: { PATH, HOME, PORT: '0', LIMITS: 'off', LOG_LEVEL: 'warn', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const killWithUs = () => signalGroup('SIGKILL');
  process.once('exit', killWithUs);
  let said = '';
  for (const stream of [child.stdout!, child.stderr!])
    stream.on('data', (bytes) => {
      said += String(bytes);
    });
  const exited = once(child, 'close').then(([code, signal]) => {
    process.off('exit', killWithUs);
    return { code, signal } as Exit;
  });

  function signalGroup(signal: NodeJS.Signals | 0): void {
    process.kill(-child.pid!, signal);
  }

  return {
    child,
    said: () => said,
    exited,
    signalGroup,
    isGroupGone() {
      try {
        signalGroup(0);
        return false;
      } catch {
        return true;
      }
    },
  };
}

/** Starts a server and resolves when it has said where it is; rejects with what it said if it ends instead. */
export async function startServer(options: ServerOptions): Promise<ServerProcess> {
  const server = spawnServer(options);
  const url = await new Promise<string>((resolve, reject) => {
    server.child.stdout!.on('data', () => {
      const [, address] = READY.exec(server.said()) ?? [];
      if (address !== undefined) resolve(address);
    });
    void server.exited.then(() => reject(new Error(`the server ended:\n${server.said()}`)));
  });
  return { ...server, url };
}
