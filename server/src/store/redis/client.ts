import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from './connection.ts';
import { failureOf, isPassing, isUnknownScript } from './failures.ts';
import { loadScripts, type ScriptName } from './scripts.ts';

/** Sends commands. Rejects with StoreUnavailable where the outcome is unknown or Redis is away, else with a fault. */
export interface Client {
  /** A command, or several that belong together. */
  send<T>(command: (redis: Connection) => Promise<T>): Promise<T>;
  /** A script of server/lua; `Reply` is what its header says. */
  run<Reply>(script: ScriptName, keys: readonly string[], args: readonly (string | number)[]): Promise<Reply>;
}

const RETRIES = 2;
const RETRY_MS = 100;

export function createClient(connection: Connection): Client {
  const scripts = loadScripts();

  async function send<T>(command: (redis: Connection) => Promise<T>): Promise<T> {
    for (let retriesLeft = RETRIES; ; retriesLeft -= 1) {
      try {
        return await command(connection);
      } catch (error) {
        if (!isPassing(error) || retriesLeft === 0) throw failureOf(error);
        await delay(RETRY_MS);
      }
    }
  }

  return {
    send,
    run<Reply>(name: ScriptName, keys: readonly string[], args: readonly (string | number)[]) {
      const { text, sha1 } = scripts[name];
      return send(async (redis) => {
        try {
          return (await redis.evalsha(sha1, keys.length, ...keys, ...args)) as Reply;
        } catch (error) {
          if (!isUnknownScript(error)) throw error;
          return (await redis.eval(text, keys.length, ...keys, ...args)) as Reply;
        }
      });
    },
  };
}
