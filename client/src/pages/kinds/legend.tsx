import { legendOf, type Poll } from '@pollcast/shared/pure';
import { saidIn } from '@pollcast/shared/words';
import { words } from '../words/words.ts';
import './legend.css';

/** What the figures of a result are, where they are not simply votes. `isQuiet`: its place is kept until they are there. */
export function Legend({ poll, isQuiet = false }: { poll: Poll; isQuiet?: boolean }) {
  const legend = legendOf(poll);
  return (
    legend && (
      <p class="legend soft" data-quiet={isQuiet}>
        {saidIn(words, legend)}
      </p>
    )
  );
}
