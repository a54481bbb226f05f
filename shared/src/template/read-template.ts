import { knowsKind, optionCountOf } from '../kinds/registry.ts';
import { readJson } from './json.ts';
import { readMarkdown } from './markdown.ts';
import type { ReadTemplate, TemplateFault, TemplateLines, TemplatePoll } from './template.ts';

/** Reads a template out of Markdown or JSON, whichever the text is. What settings mean is for the server to say. */
export function readTemplate(text: string): ReadTemplate {
  const clean = text.replace(/^\ufeff/, '');
  const read = clean.trimStart().startsWith('{') ? readJson(clean) : readMarkdown(clean);
  if ('faults' in read) return read;
  const { template, lines } = read;
  const faults = template.polls.flatMap((poll, index) => kindFaults(poll, `polls.${index}`, lines));
  return faults.length > 0 ? { faults } : read;
}

/** The line of whatever a path leads to or, where that has none of its own, of what it belongs to. */
export function lineAt(lines: TemplateLines, path: string): number | null {
  const parts = path.split('.');
  for (let length = parts.length; length > 0; length -= 1) {
    const line = lines.get(parts.slice(0, length).join('.'));
    if (line !== undefined) return line;
  }
  return null;
}

/** Does the poll's kind exist, and has it so many options? */
function kindFaults(
  { kind, options = [] }: TemplatePoll,
  path: string,
  lines: TemplateLines,
): TemplateFault[] {
  if (!knowsKind(kind)) {
    const field = `${path}.kind`;
    return [{ name: 'shape', line: lineAt(lines, field), field: lines.size > 0 ? kind : field }];
  }
  const [min, max] = optionCountOf(kind);
  if (options.length > max) return [{ name: 'many', line: lineAt(lines, `${path}.options.${max}`) }];
  return options.length < min ? [{ name: 'options', line: lineAt(lines, path) }] : [];
}
