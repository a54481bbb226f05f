import { optionCountOf, type Poll, type PollId } from '@pollcast/shared/pure';
import { sendsAtOnce } from '../audience/ballot-course.ts';
import { hintOf } from '../audience/hints.ts';
import { AnswerForm } from '../kinds/answer-form.tsx';
import { writtenOptions } from '../parts/draft-options.ts';
import { longestWord } from '../parts/question-size.ts';
import { words } from '../words/words.ts';
import { draftOf, type PollForm } from './poll-form.ts';
import './poll-preview.css';

const BLANK = '…';

/** A poll that is being written, as a phone will show it. To look at only: the form beside it says the same in words. */
export function PollPreview({ form }: { form: PollForm }) {
  const poll = previewOf(form);
  const question = form.question.trim();
  return (
    <figure class="poll-preview">
      <figcaption class="small soft">{words('edit.preview')}</figcaption>
      <div class="phone" inert>
        <p class="question" data-blank={question === ''} style={{ '--word': String(longestWord(question)) }}>
          {question || words('edit.question')}
        </p>
        <p class="hint">{hintOf(poll)}</p>
        <AnswerForm
          state={{ poll, tally: null, result: null, turnout: null, ballot: null }}
          answer={null}
          isSettled={false}
          onAnswer={() => undefined}
        />
        {!sendsAtOnce(poll) && <span class="button">{words('vote.send')}</span>}
      </div>
    </figure>
  );
}

/** The written poll as if it were open, with room for options that have no words yet. */
function previewOf(form: PollForm): Poll {
  const labels = writtenOptions(form.options).map(({ label }) => label);
  while (labels.length < optionCountOf(form.kind)[0]) labels.push(BLANK);
  return {
    ...draftOf(form),
    id: 'preview' as PollId,
    options: labels.map((label, index) => ({ id: `preview-${index}`, label })),
    status: 'open',
    round: 1,
    openedAt: null,
    closesAt: null,
    closedAt: null,
    revealed: null,
    version: 0,
  } as unknown as Poll;
}
