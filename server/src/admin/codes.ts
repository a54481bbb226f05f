import { type RoomCode, readCode } from '@pollcast/shared';
import { UsageError } from './command.ts';

/** A join code as somebody types it. */
export function codeOf(text: string): RoomCode {
  const code = readCode(text);
  if (code === null) throw new UsageError(`${text} is no join code.`);
  return code as RoomCode;
}
