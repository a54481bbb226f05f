import type { LIMITS } from '../model/limits.ts';

/** What a setting can be. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A poll as a template has it: settings that are silent get their kind's defaults when it is created. */
export interface TemplatePoll {
  kind: string;
  question: string;
  options?: { label: string }[];
  settings?: Record<string, Json>;
}

/** A room to start others from: its title and polls, nothing of what was voted. */
export interface Template {
  title: string;
  polls: TemplatePoll[];
}

/** What is wrong with a text that is to be a template. */
export type FaultName =
  | 'empty'
  | 'title'
  | 'stray'
  | 'blank'
  | 'long'
  | 'many'
  | 'twice'
  | 'options'
  | 'json'
  | 'shape';

export interface TemplateFault {
  name: FaultName;
  /** Counted from 1; null where only the field is known. */
  line: number | null;
  /** Path of the field, for `shape`. */
  field?: string;
}

/** The line of each part, by its path in the template: `title`, `polls.0`, `polls.0.options.1`, `polls.0.settings.max`. */
export type TemplateLines = ReadonlyMap<string, number>;

/** A template, or everything that keeps a text from being one. */
export type ReadTemplate = { template: Template; lines: TemplateLines } | { faults: TemplateFault[] };

/** The longest that a text of the template may be, in characters. */
export type TextLimit = Extract<keyof typeof LIMITS, `${string}Characters`>;
