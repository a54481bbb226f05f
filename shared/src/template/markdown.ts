import { LIMITS } from '../model/limits.ts';
import type {
  FaultName,
  ReadTemplate,
  Template,
  TemplateFault,
  TemplatePoll,
  TextLimit,
} from './template.ts';
import { readValue, writeValue } from './value.ts';

const TITLE = /^#(?:\s+(.*))?$/;
const QUESTION = /^##(?:\s+(.*))?$/;
const OPTION = /^(?:[-*+]|\d{1,9}[.)])(?:\s+(.*))?$/;
const SETTING = /^([A-Za-z][A-Za-z0-9]*):(?:\s+(.*))?$/;
const COMMENT = /^<!--.*-->$/;

/** What a poll is where no line says it. */
const DEFAULT_KIND = 'choice';

/** Reads a room's title and polls out of Markdown (docs/TEMPLATES.md), line by line; every line at fault is named. */
export function readMarkdown(text: string): ReadTemplate {
  const reader = createReader();
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) reader.take(line.trim(), index + 1);
  return reader.end();
}

/** Writes what `readMarkdown` reads back as the same. */
export function writeMarkdown({ title, polls }: Template): string {
  return [`# ${title}`, ...polls.map(writePoll)].join('\n\n').concat('\n');
}

function writePoll({ kind, question, options = [], settings = {} }: TemplatePoll): string {
  const lines = Object.entries(settings).map(([name, value]) => `${name}: ${writeValue(value)}`);
  if (kind !== DEFAULT_KIND) lines.unshift(`kind: ${kind}`);
  return [`## ${question}`, ...lines, ...options.map(({ label }) => `- ${label}`)].join('\n');
}

function createReader() {
  const faults: TemplateFault[] = [];
  const lines = new Map<string, number>();
  const polls: Required<TemplatePoll>[] = [];
  let title: string | null = null;

  const blame = (name: FaultName, line: number) => void faults.push({ name, line });

  /** Notes where a text stands, and what is wrong with it. */
  function place(path: string, given: string | undefined, at: { line: number; limit: TextLimit }): string {
    const text = given?.trim() ?? '';
    if (text === '') blame('blank', at.line);
    if (text.length > LIMITS[at.limit]) blame('long', at.line);
    lines.set(path, at.line);
    return text;
  }

  function takeTitle(given: string | undefined, line: number) {
    if (title !== null || polls.length > 0) return blame('twice', line);
    title = place('title', given, { line, limit: 'titleCharacters' });
  }

  function takeQuestion(given: string | undefined, line: number) {
    if (title === null && polls.length === 0) blame('title', line);
    if (polls.length === LIMITS.pollsPerRoom) blame('many', line);
    const question = place(`polls.${polls.length}`, given, { line, limit: 'questionCharacters' });
    polls.push({ kind: DEFAULT_KIND, question, options: [], settings: {} });
  }

  function takeOption(poll: Required<TemplatePoll>, given: string | undefined, line: number) {
    if (poll.options.length === LIMITS.optionsMax) blame('many', line);
    const path = `polls.${polls.length - 1}.options.${poll.options.length}`;
    poll.options.push({ label: place(path, given, { line, limit: 'labelCharacters' }) });
  }

  function takeSetting(poll: Required<TemplatePoll>, [, name, given = '']: string[], line: number) {
    const path = `polls.${polls.length - 1}.${name === 'kind' ? 'kind' : `settings.${name}`}`;
    if (lines.has(path)) return blame('twice', line);
    lines.set(path, line);
    if (given === '') return blame('blank', line);
    if (name === 'kind') poll.kind = given;
    else poll.settings[name!] = readValue(given);
  }

  return {
    take(text: string, line: number) {
      if (text === '' || COMMENT.test(text)) return;
      const heading = TITLE.exec(text);
      if (heading !== null) return takeTitle(heading[1], line);
      const question = QUESTION.exec(text);
      if (question !== null) return takeQuestion(question[1], line);
      const poll = polls.at(-1);
      const option = OPTION.exec(text);
      if (option !== null && poll !== undefined) return takeOption(poll, option[1], line);
      const setting = SETTING.exec(text);
      if (setting !== null && poll !== undefined) return takeSetting(poll, setting, line);
      blame('stray', line);
    },

    end(): ReadTemplate {
      if (title === null && polls.length === 0 && faults.length === 0) blame('empty', 1);
      if (faults.length > 0 || title === null) return { faults };
      return { template: { title, polls: polls.map(withoutEmpty) }, lines };
    },
  };
}

function withoutEmpty({ kind, question, options, settings }: Required<TemplatePoll>): TemplatePoll {
  return {
    kind,
    question,
    ...(options.length > 0 && { options }),
    ...(Object.keys(settings).length > 0 && { settings }),
  };
}
