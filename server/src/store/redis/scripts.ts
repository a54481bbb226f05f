import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** A Lua script with the digest by which Redis knows it. */
export interface Script {
  text: string;
  sha1: string;
}

export const SCRIPT_NAMES = [
  'audit-ballots',
  'cast-ballots',
  'close-poll',
  'create-poll',
  'create-room',
  'erase-poll',
  'erase-room',
  'open-poll',
  'raise-poll',
  'raise-schema',
  'read-history',
  'read-poll',
  'report-presence',
  'reset-poll',
  'update-poll',
  'update-room',
] as const;
export type ScriptName = (typeof SCRIPT_NAMES)[number];

/** server/lua, as far from src/store/redis as from dist/store/redis. */
const FOLDER = new URL('../../../lua/', import.meta.url);
const INCLUDE = /^-- include: (\S+)$/gm;

/** Reads every script; a line `-- include: name.lua` stands for that file of server/lua/include. */
export function loadScripts(): Record<ScriptName, Script> {
  const entries = SCRIPT_NAMES.map((name) => [name, scriptOf(readLua(`${name}.lua`))]);
  return Object.fromEntries(entries) as Record<ScriptName, Script>;
}

function scriptOf(text: string): Script {
  return { text, sha1: createHash('sha1').update(text).digest('hex') };
}

function readLua(path: string): string {
  const text = readFileSync(new URL(path, FOLDER), 'utf8');
  return text.replace(INCLUDE, (_, name: string) => readLua(`include/${name}`));
}
