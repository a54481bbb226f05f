import type { Poll, Result, Runoff } from '@pollcast/shared/pure';
import * as texts from '@pollcast/shared/words';
import { figure, words } from '../words/words.ts';

/** A running result in one sentence: how many, and who is in front. */
export function spokenResult(result: Result): string {
  return texts.spokenResult(result, { words, figure });
}

/** Who has won a run-off, when, and with how many. */
export function wonText(poll: Poll, runoff: Runoff): string {
  return texts.wonText(poll, runoff, { words, figure });
}
