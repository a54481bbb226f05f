import { maySeeResult, type Poll } from '@pollcast/shared/pure';

export type NextStep = 'open' | 'close' | 'show' | 'stage' | 'next' | 'new';

/** The one thing that a moderator most likely wants to do now. */
export function nextStep(
  poll: Poll,
  { isStaged, hasNext }: { isStaged: boolean; hasNext: boolean },
): NextStep {
  switch (poll.status) {
    case 'draft':
      return 'open';
    case 'open':
      return 'close';
    case 'closed':
      if (!isStaged) return 'stage';
      if (!everybodySees(poll)) return 'show';
      return hasNext ? 'next' : 'new';
    default:
      return poll.status satisfies never;
  }
}

export function everybodySees(poll: Poll): boolean {
  return maySeeResult(poll, { role: 'voter', hasVoted: false });
}

export function votersSee(poll: Poll): boolean {
  return maySeeResult(poll, { role: 'voter', hasVoted: true });
}
