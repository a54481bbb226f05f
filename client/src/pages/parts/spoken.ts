import type { Poll, Result, ResultGroup, Runoff } from '@pollcast/shared/pure';
import * as texts from '@pollcast/shared/words';
import { figure, meanText, numberText, words } from '../words/words.ts';

/** A running result in one sentence: how many, and who is in front. */
export function spokenResult(result: Result): string {
  return texts.spokenResult(result, { words, figure, meanText, numberText });
}

/** What a result comes to beside its rows. */
export function factsOf(result: Result): string[] {
  return texts.factsOf(result, { words, meanText, numberText });
}

/** What a group of a result's rows comes to. */
export function groupText(group: ResultGroup): string {
  return texts.groupText(group, { words, meanText, numberText });
}

/** A result's mean as finely as the answers may be; a dash of nobody. */
export function meanOf(result: Result): string {
  return texts.meanOf(result, { meanText, numberText });
}

/** Who has won a run-off, when, and with how many. */
export function wonText(poll: Poll, runoff: Runoff): string {
  return texts.wonText(poll, runoff, { words, figure });
}
