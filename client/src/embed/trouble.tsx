import type { ErrorCode } from '@pollcast/shared/pure';
import type { Speech } from '@pollcast/shared/words';
import { spokenIn } from './spoken-in.ts';

interface TroubleProps {
  problem: unknown;
  speech: Speech;
  onAgain: () => void;
}

/** Why the poll is not here, above what the page has in its place. */
export function Trouble({ problem, speech: { language, words }, onAgain }: TroubleProps) {
  return (
    <div class="waiting">
      <p class="trouble" role="alert" {...spokenIn(language)}>
        {reasonOf(problem, words)}
      </p>
      <slot />
      <p class="again" {...spokenIn(language)}>
        <button type="button" class="quiet" onClick={onAgain}>
          {words('embed.again')}
        </button>
      </p>
    </div>
  );
}

/** What went wrong and what to do, for anything that can be thrown. A code is always one of the server's own table. */
export function reasonOf(problem: unknown, words: Speech['words']): string {
  const code = (problem as { code?: ErrorCode } | null)?.code ?? 'unreachable';
  return words(`error.${code}`);
}
