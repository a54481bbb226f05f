import { legendOf, resultOf } from '@pollcast/shared/pure';
import type * as words from '@pollcast/shared/words';
import type { JSX } from 'preact';
import { AnswerFields } from './answer-fields.tsx';
import { Groups } from './groups.tsx';
import type { RowsProps } from './rows.tsx';
import { useOwnSheet } from './use-own-sheet.ts';

interface BeyondRowsProps extends RowsProps {
  /** The result as a list of its rows. */
  list: JSX.Element;
  /** What writes them is loaded already. */
  texts: Pick<typeof words, 'groupText' | 'saidIn'>;
}

const NOBODY = { voters: 0, bins: {} };

/** A poll whose answer is more than a choice of rows: a plain form, the result, and what its figures are. */
export function BeyondRows({ list, texts, children, ...props }: BeyondRowsProps) {
  const { speech, state, answer } = props;
  const { poll, result } = state;
  const element = useOwnSheet<HTMLDivElement>();
  const isOpen = poll.status === 'open';
  const shape = result ?? resultOf(poll, NOBODY);
  const legend = legendOf(poll);
  return (
    <div ref={element}>
      {isOpen && <AnswerFields key={poll.round} {...props} />}
      {children}
      {(!isOpen || result !== null) &&
        (shape.groups === undefined ? (
          list
        ) : (
          <Groups
            speech={speech}
            state={state}
            shape={shape}
            answer={answer}
            write={(group) => texts.groupText(group, speech)}
          />
        ))}
      {legend !== null && <p class="legend">{texts.saidIn(speech.words, legend)}</p>}
    </div>
  );
}
