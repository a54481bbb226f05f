import { setTimeout as pause } from 'node:timers/promises';
import type { CommandInput, CommandName, CommandResult, HandshakeAuth, Reply } from '@pollcast/shared';
import { retryDelayMs } from '../../../client/src/sdk/retry-delay.ts';
import { openPlainLine, type PlainLine } from '../../support/plain-line.ts';
import type { Wait } from '../fault-log.ts';
import type { Random } from '../random.ts';

/** Somebody with a connection to one of the nodes, who comes back to any of them whenever it is lost. */
export interface Visitor {
  /** Sends a command once, as soon as there is a connection. Null: nobody answered. */
  attempt<C extends CommandName>(command: C, input: CommandInput<C>): Promise<Reply<CommandResult<C>> | null>;
  /** Sends it until it is answered for good. */
  insist<C extends CommandName>(command: C, input: CommandInput<C>): Promise<Reply<CommandResult<C>>>;
  /** Loses the connection without a word. */
  vanish(): void;
  /** Reads nothing from the network for some time. */
  doze(ms: number): Promise<void>;
  close(): void;
}

export interface VisitorOptions {
  /** Where a server can be reached now. */
  addresses(): readonly string[];
  auth: Partial<HandshakeAuth>;
  random: Random;
  onPush?(event: string, payload: unknown, connection: number): void;
  onReply?(command: CommandName, reply: Reply<unknown>, connection: number): void;
  /** What to do on each new connection before anything else; false: this one is of no use. */
  greet?(line: PlainLine): Promise<boolean>;
  traffic: Traffic;
}

/** What all visitors together went through. */
export interface Traffic {
  connections: number;
  /** How often a server had no room for a connection just then. */
  turnedAway: number;
  commands: number;
  unanswered: number;
  /** The answer that took longest, and commands that were given up while the connection stood. */
  slowest: Wait | null;
  givenUp: Wait[];
}

export function createTraffic(): Traffic {
  return { connections: 0, turnedAway: 0, commands: 0, unanswered: 0, slowest: null, givenUp: [] };
}

const ANSWER_MS = 5_000;
const RETURN_MS = 300;

export function openVisitor(options: VisitorOptions): Visitor {
  const { addresses, auth, random, onPush, onReply, greet = async () => true, traffic } = options;
  let isClosed = false;
  let connections = 0;
  /** How long the last server wanted us to wait. */
  let patienceMs = 0;
  let current = come();

  async function come(): Promise<PlainLine | null> {
    while (!isClosed) {
      const line = await arrive();
      if (line !== null) return line;
      await pause(patienceMs + random.whole(1, RETURN_MS), undefined, { ref: false });
      patienceMs = 0;
    }
    return null;
  }

  async function arrive(): Promise<PlainLine | null> {
    const urls = addresses();
    if (urls.length === 0) return null;
    connections += 1;
    const connection = connections;
    const line = await openPlainLine(random.pick(urls), {
      auth,
      onTurnedAway(retryAfterMs) {
        traffic.turnedAway += 1;
        patienceMs = retryAfterMs;
      },
      onPush: (event, payload) => onPush?.(event, payload, connection),
      onReply: (command, reply) => onReply?.(command, reply, connection),
    });
    if (line === null) return null;
    traffic.connections += 1;
    if (await greet(line)) {
      void line.ended.then(() => {
        if (!isClosed) current = come();
      });
      return line;
    }
    line.terminate();
    return null;
  }

  async function attempt<C extends CommandName>(command: C, input: CommandInput<C>) {
    const line = await current;
    if (line === null) return null;
    const fromMs = Date.now();
    // Who waits in vain tries another node.
    const late = setTimeout(() => {
      traffic.givenUp.push({ fromMs, toMs: Date.now() });
      line.terminate();
    }, ANSWER_MS);
    const reply = await line.ask(command, input);
    clearTimeout(late);
    traffic.commands += 1;
    if (reply === null) traffic.unanswered += 1;
    else noteAnswer({ fromMs, toMs: Date.now() });
    return reply;
  }

  function noteAnswer(wait: Wait): void {
    const { slowest } = traffic;
    if (slowest === null || wait.toMs - wait.fromMs > slowest.toMs - slowest.fromMs) traffic.slowest = wait;
  }

  return {
    attempt,
    async insist(command, input) {
      for (let tries = 1; ; tries += 1) {
        const reply = await attempt(command, input);
        if (reply !== null && (reply.ok || !reply.error.retryable)) return reply;
        if (isClosed) throw new Error(`closed before ${command} was answered`);
        await pause(retryDelayMs(tries, reply?.error.retryAfterMs, random.next));
      }
    },
    vanish: () => void current.then((line) => line?.terminate()),
    async doze(ms) {
      const line = await current;
      line?.pause();
      await pause(ms);
      line?.resume();
    },
    close() {
      isClosed = true;
      void current.then((line) => line?.terminate());
    },
  };
}
