import type { Config } from '../config.ts';
import type { Store } from '../domain/store.ts';

/** One of the operator's commands. */
export interface Command {
  /** What follows the name: required arguments plain, others in brackets. */
  usage: string;
  summary: string;
  /** How many arguments it takes, at least and at most. */
  takes: readonly [least: number, most: number];
  run(args: readonly string[], context: Context): Promise<Outcome>;
}

/** What commands may use. */
export interface Context {
  config: Config;
  /** Opens the store that is there, once; it is closed when the command has ended. */
  open(): Promise<{ store: Store; secret: string }>;
}

export interface Outcome {
  /** For people. */
  text: string;
  /** For programs: what `--json` prints. */
  data: unknown;
  /** The command did its work and found what must not be: exit code 1. */
  isBad?: boolean;
}

/** Something that the operator has to change; the message says what. */
export class AdminError extends Error {
  override name = 'AdminError';
}

/** A command that cannot be understood. */
export class UsageError extends Error {
  override name = 'UsageError';
}
