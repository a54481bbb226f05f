// The README's table of variables, made from the configuration's schema: `npm run config-table` writes it anew.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { configFields } from '../server/src/config.ts';

const README = fileURLToPath(new URL('../README.md', import.meta.url));
const BEGIN = '<!-- configuration: begin -->\n';
const END = '<!-- configuration: end -->';

/** One row a variable: name, default, what it means. */
export function configTable(): string {
  const rows = Object.entries(configFields).map(([name, field]) => {
    const { default: fallback, description = '' } = z.toJSONSchema(field, { io: 'input' });
    return `| \`${name}\` | ${fallback === undefined ? '' : `\`${String(fallback)}\``} | ${description} |`;
  });
  return ['| variable | default | |', '| --- | --- | --- |', ...rows, ''].join('\n');
}

/** The table as it stands in the README. */
export function tableInReadme(): string {
  return parts().table;
}

function parts(): { before: string; table: string; after: string } {
  const readme = readFileSync(README, 'utf8');
  const [begin, end] = [readme.indexOf(BEGIN) + BEGIN.length, readme.indexOf(END)];
  return { before: readme.slice(0, begin), table: readme.slice(begin, end), after: readme.slice(end) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { before, after } = parts();
  writeFileSync(README, before + configTable() + after);
}
