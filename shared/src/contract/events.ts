import type { z } from 'zod';
import type { commands } from './commands.ts';
import type { Push, PushName } from './pushes.ts';
import type { Reply } from './reply.ts';

type Commands = typeof commands;
export type CommandName = keyof Commands;
/** A command's input as a client writes it. */
export type CommandInput<C extends CommandName> = z.input<Commands[C]['input']>;
/** A command's input as a handler gets it: checked, ids branded, codes canonical. */
export type CheckedInput<C extends CommandName> = z.output<Commands[C]['input']>;
export type CommandResult<C extends CommandName> = z.output<Commands[C]['result']>;

/** Commands that need a connection: they begin or end what is pushed. */
export type SocketOnlyCommand = {
  [C in CommandName]: Commands[C]['http'] extends null ? C : never;
}[CommandName];

/** Socket.IO's event map from client to server, derived from the table. */
export type ClientToServerEvents = {
  [C in CommandName]: (input: CommandInput<C>, ack: (reply: Reply<CommandResult<C>>) => void) => void;
};

/** Socket.IO's event map from server to client, derived from the pushes. */
export type ServerToClientEvents = { [P in PushName]: (payload: Push<P>) => void };
