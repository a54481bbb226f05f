import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { loadScripts, SCRIPT_NAMES } from '../../server/src/store/redis/scripts.ts';

const folder = new URL('../../server/lua/', import.meta.url);
const files = readdirSync(folder).filter((name) => name.endsWith('.lua'));

describe('Lua scripts', () => {
  it('are all loaded', () => {
    expect(files.sort()).toEqual(SCRIPT_NAMES.map((name) => `${name}.lua`));
    for (const { text } of Object.values(loadScripts())) expect(text).not.toContain('-- include:');
  });

  it.each(files)('%s says its keys, arguments and reply', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    expect(text).toMatch(/^-- .+\n(-- .+\n)*-- KEYS: .+\n(-- .+\n)*-- ARGV: .+\n(-- .+\n)*-- Returns: .+\n/);
  });

  it.each(files)('[V1] %s turns no number into text that could lose digits', (name) => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    expect(text).not.toMatch(/cjson|tostring/);
    expect(text).not.toMatch(/\.\.\s*(now|version|tallyVersion)\b|\b(now|version|tallyVersion)\s*\.\./i);
  });
});
