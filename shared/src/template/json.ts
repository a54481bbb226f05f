import { LIMITS } from '../model/limits.ts';
import type { Json, ReadTemplate, Template, TemplatePoll, TextLimit } from './template.ts';

/** Reads a template out of JSON: `{ title, polls: [{ kind, question, options, settings }] }`. */
export function readJson(text: string): ReadTemplate {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    return { faults: [{ name: 'json', line: lineOf(error, text) }] };
  }
  const wrong = faultsOf(given);
  if (wrong.length > 0) return { faults: wrong.map((field) => ({ name: 'shape', line: null, field })) };
  const { title, polls = [] } = given as { title: string; polls?: GivenPoll[] };
  return { template: { title: title.trim(), polls: polls.map(pollOf) }, lines: new Map() };
}

/** Writes what `readJson` reads back as the same. */
export function writeJson(template: Template): string {
  return `${JSON.stringify(template, null, 2)}\n`;
}

interface GivenPoll {
  kind?: string;
  question: string;
  options?: (string | { label: string })[];
  settings?: Record<string, Json>;
}

function pollOf({ kind = 'choice', question, options, settings }: GivenPoll): TemplatePoll {
  const labels = options?.map((option) => (typeof option === 'string' ? option : option.label).trim());
  return {
    kind,
    question: question.trim(),
    ...(labels !== undefined && labels.length > 0 && { options: labels.map((label) => ({ label })) }),
    ...(settings !== undefined && Object.keys(settings).length > 0 && { settings }),
  };
}

/** Paths of the fields that are missing, unknown or of the wrong kind. */
function faultsOf(given: unknown): string[] {
  if (!isRecord(given)) return ['title'];
  const { title, polls = [], ...others } = given;
  return [
    ...(isText(title, 'titleCharacters') ? [] : ['title']),
    ...(Array.isArray(polls) && polls.length <= LIMITS.pollsPerRoom
      ? polls.flatMap((poll, index) => pollFaults(poll).map((field) => `polls.${index}${field}`))
      : ['polls']),
    ...Object.keys(others),
  ];
}

function pollFaults(poll: unknown): string[] {
  if (!isRecord(poll)) return [''];
  const { kind = '', question, options = [], settings = {}, ...others } = poll;
  return [
    ...(typeof kind === 'string' ? [] : ['.kind']),
    ...(isText(question, 'questionCharacters') ? [] : ['.question']),
    ...(Array.isArray(options) && options.length <= LIMITS.optionsMax
      ? options.flatMap((option, index) => (isOption(option) ? [] : [`.options.${index}`]))
      : ['.options']),
    ...(isRecord(settings) ? [] : ['.settings']),
    ...Object.keys(others).map((name) => `.${name}`),
  ];
}

function isOption(option: unknown): boolean {
  if (typeof option === 'string') return isText(option, 'labelCharacters');
  return isRecord(option) && isText(option.label, 'labelCharacters') && Object.keys(option).length === 1;
}

function isText(text: unknown, limit: TextLimit): boolean {
  return typeof text === 'string' && text.trim() !== '' && text.trim().length <= LIMITS[limit];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Browsers say it in their own ways: by a line, or by a position. */
function lineOf(error: unknown, text: string): number {
  const { message } = error as SyntaxError;
  const [, line] = /line (\d+)/.exec(message) ?? [];
  if (line !== undefined) return Number(line);
  const [, position = text.length] = /position (\d+)/.exec(message) ?? [];
  return text.slice(0, Number(position)).split('\n').length;
}
