import { setTimeout as pause } from 'node:timers/promises';
import type { CommandInput, CommandName, CommandResult, ErrorBody, Reply } from '@pollcast/shared';
import { type HttpAnswer, openHttpDoor } from '../../support/http-door.ts';
import type { Random } from '../random.ts';
import type { Visitor } from './visitor.ts';

interface VoiceOptions {
  addresses(): readonly string[];
  voterToken: string;
  random: Random;
}

const ANSWER_MS = 5_000;

/** A voter at the other door: each command is a request over HTTP, to whatever node. */
export function openHttpVoice({ addresses, voterToken, random }: VoiceOptions): Pick<Visitor, 'attempt'> {
  return {
    async attempt<C extends CommandName>(command: C, input: CommandInput<C>) {
      const urls = addresses();
      if (urls.length === 0) return null;
      const door = openHttpDoor(random.pick(urls));
      const answered = door.call(command, input, voterToken).catch(() => null);
      const answer = await Promise.race([answered, pause(ANSWER_MS, null, { ref: false })]);
      return answer === null ? null : (replyOf(answer) as Reply<CommandResult<C>> | null);
    },
  };
}

function replyOf({ status, json }: HttpAnswer): Reply<unknown> | null {
  if (json === undefined) return null;
  return status < 300 ? { ok: true, data: json } : { ok: false, error: json as ErrorBody };
}
