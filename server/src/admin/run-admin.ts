import { parseArgs } from 'node:util';
import { readConfig } from '../config.ts';
import { StoreUnavailable } from '../domain/store.ts';
import { openStore } from '../open-store.ts';
import { StoreInUse } from '../store/embedded/store-file.ts';
import { silentLog } from '../store/store-log.ts';
import { StoreOpenError } from '../store/store-open-error.ts';
import { backup, restore } from './backup.ts';
import { AdminError, type Command, type Context, type Outcome, UsageError } from './command.ts';
import { doctor } from './doctor/doctor.ts';
import { erase } from './erase.ts';
import { recount } from './recount.ts';
import { rekey } from './rekey.ts';
import { rooms } from './rooms.ts';
import { usageOf } from './usage.ts';

const commands: Record<string, Command> = { rooms, recount, rekey, delete: erase, backup, restore, doctor };

/** What the process is to say, and its exit code: 0 done, 1 not done or found to be bad, 2 not understood. */
export interface Answer {
  code: 0 | 1 | 2;
  out: string;
  error: string;
}

/** Runs one of the operator's commands with the server's own configuration. */
export async function runAdmin(
  words: string[],
  environment: Record<string, string | undefined>,
): Promise<Answer> {
  try {
    const { name, args, isJson } = parse(words);
    if (name === undefined) return { code: 0, out: usageOf(commands), error: '' };
    const outcome = await perform(commandOf(name, args), args, environment);
    const out = isJson ? JSON.stringify(outcome.data, null, 2) : outcome.text;
    return { code: outcome.isBad ? 1 : 0, out, error: '' };
  } catch (error) {
    if (error instanceof UsageError)
      return { code: 2, out: '', error: `${error.message}\n\n${usageOf(commands)}` };
    return { code: 1, out: '', error: messageOf(error) };
  }
}

/** No name: help is asked for. */
function parse(words: string[]): { name: string | undefined; args: string[]; isJson: boolean } {
  try {
    const options = { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
    const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
    const [name, ...args] = positionals;
    if (name === undefined && !values.help) throw new UsageError('Which command?');
    return { name: values.help ? undefined : name, args, isJson: values.json ?? false };
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError((error as Error).message);
  }
}

function commandOf(name: string, args: string[]): Command {
  if (!Object.hasOwn(commands, name)) throw new UsageError(`There is no command ${name}.`);
  const command = commands[name]!;
  const [least, most] = command.takes;
  if (args.length < least || args.length > most) throw new UsageError(`Usage: ${name} ${command.usage}`);
  return command;
}

async function perform(
  command: Command,
  args: string[],
  environment: Record<string, string | undefined>,
): Promise<Outcome> {
  const read = readConfig(environment);
  if ('faults' in read) throw new AdminError(['The configuration is wrong:', ...read.faults].join('\n  '));
  const { config } = read;
  let opening: ReturnType<Context['open']> | undefined;
  const open: Context['open'] = () => {
    opening ??= openStore({ config, log: silentLog, mustExist: true });
    return opening;
  };
  try {
    return await command.run(args, { config, open });
  } finally {
    const opened = await opening?.catch(() => undefined);
    await opened?.store.close();
  }
}

function messageOf(error: unknown): string {
  if (error instanceof StoreInUse) return `${error.message} Stop the server first.`;
  const isForPeople = [AdminError, StoreOpenError, StoreUnavailable].some((kind) => error instanceof kind);
  return isForPeople ? (error as Error).message : String((error as Error).stack ?? error);
}
