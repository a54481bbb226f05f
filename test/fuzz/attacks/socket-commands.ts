import { type CommandName, type CommandResult, LIMITS } from '@pollcast/shared';
import fc from 'fast-check';
import { type Arena, ROLES } from '../arena.ts';
import { Breach, defineAttack } from '../attack.ts';
import { type CommandCase, commandCases, commandNames } from '../inputs/commands.ts';
import { checkReply } from '../oracle.ts';

interface SocketCase extends CommandCase {
  role: (typeof ROLES)[number];
}

/** Every command with any input by anybody, on a connection that lives on. */
export const socketCommands = defineAttack<SocketCase>({
  name: 'socket commands',
  share: 8,
  cases: fc
    .tuple(commandCases(commandNames), fc.constantFrom(...ROLES))
    .map(([command, role]) => ({ ...command, role })),
  async strike(arena, { name, text, role }) {
    const wire = await arena.wire(role);
    // Somebody has replaced the key, or deleted the room.
    if (wire === null) return arena.renew();
    const event = `["${name}",${arena.fill(text)}]`;
    const reply = await wire.ask(event);
    wire.checkFrames();
    wire.checkAnswers();
    if (reply !== null) return settle(arena, name, checkReply(name, reply));
    if (isMessage(event) && name !== 'room:rekey')
      throw new Breach('the connection was cut without an answer');
  },
});

/** Can the transport read it at all? Otherwise it may hang up. */
function isMessage(event: string): boolean {
  if (Buffer.byteLength(event) > LIMITS.moderatorMessageBytes - 100) return false;
  try {
    return Array.isArray(JSON.parse(event));
  } catch {
    return false;
  }
}

/** Rooms that came are erased again, so that memory can be compared; where the arena's own went, there is a new one. */
export async function settle(
  arena: Arena,
  name: CommandName,
  { ok, data }: { ok: boolean; data?: unknown },
): Promise<void> {
  if (!ok) return;
  if (name === 'room:create') await arena.discard(data as CommandResult<'room:create'>);
  if (name === 'room:delete' || name === 'room:rekey') await arena.renew();
}
