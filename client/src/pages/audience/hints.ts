import type { OwnBallot } from '@pollcast/client';
import type { Poll } from '@pollcast/shared/pure';
import * as texts from '@pollcast/shared/words';
import { words } from '../words/words.ts';

/** What the voter is asked to do, before doing it. A rating's steps say it themselves. */
export function hintOf(poll: Poll): string {
  const task = poll.kind === 'rating' ? '' : texts.taskText(poll, words);
  return poll.settings.changeable ? task : `${task} ${words('vote.final')}`.trim();
}

/** Why a result that is not there is not there; null when it is only on its way. */
export function whyNoResult(poll: Poll, ballot: OwnBallot | null): string | null {
  return texts.whyNoResult(poll, ballot?.state === 'counted', words);
}
