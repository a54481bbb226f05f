import { type CommandName, commands, errors } from '@pollcast/shared';
import type { Caller } from './caller.ts';
import { type PollcastError, refusalOf } from './errors.ts';
import type { Gate } from './gate.ts';

/** What a performer tells the log: never the input, and never a voter. */
export interface CommandLog {
  refused(command: string, refusal: PollcastError): void;
  fault(command: string, fault: unknown): void;
}

/** One command on its way through whichever door. */
export interface Attempt<Result> {
  name: CommandName;
  input: unknown;
  caller: Caller;
  /** The handler with its context bound, given the checked input. */
  run(checked: unknown): Promise<Result>;
}

/**
 * Runs a command by the one order of both doors: schema, role, handler. The rate comes before, as soon as a door knows
 * whom it counts against. Rejects with a PollcastError only.
 */
export type Perform = <Result>(attempt: Attempt<Result>) => Promise<Result>;

export function createPerform(gate: Gate, log: CommandLog): Perform {
  return async ({ name, input, caller, run }) => {
    try {
      return await run(await gate(name, input, caller));
    } catch (thrown) {
      const refusal = refusalOf(thrown);
      if (errors[refusal.code].log === 'error') log.fault(name, thrown);
      else log.refused(name, refusal);
      throw refusal;
    }
  };
}

/** Is this the name of a command? Own keys only: `constructor` and `__proto__` are names that clients try. */
export function isCommand(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commands, name);
}
