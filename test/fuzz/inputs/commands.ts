import { type CommandName, commands } from '@pollcast/shared';
import fc from 'fast-check';
import { fittingInputs } from './fitting.ts';
import { asText, mutated } from './mutated.ts';
import { strangeValue } from './strange.ts';

/** A command with an input as JSON text. */
export interface CommandCase {
  name: CommandName;
  text: string;
}

export const commandNames = Object.keys(commands) as CommandName[];

/** Half of the inputs fit but for one place, some fit, some have nothing to do with what is asked for. */
function inputsOf(name: CommandName): fc.Arbitrary<string> {
  const fits = fittingInputs[name];
  return fc.oneof(
    { weight: 5, arbitrary: asText(mutated(fits)) },
    { weight: 3, arbitrary: fits.map((input) => JSON.stringify(input)) },
    { weight: 2, arbitrary: asText(strangeValue) },
  );
}

/** Of the commands given; those that end the room come rarely. */
export function commandCases(names: readonly CommandName[]): fc.Arbitrary<CommandCase> {
  return fc.oneof(
    ...names.map((name) => ({
      weight: name === 'room:delete' || name === 'room:rekey' ? 1 : 4,
      arbitrary: inputsOf(name).map((text) => ({ name, text })),
    })),
  );
}
