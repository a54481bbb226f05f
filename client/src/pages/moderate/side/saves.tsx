import type { PollState } from '@pollcast/client';
import { LIMITS } from '@pollcast/shared/pure';
import type { ResultsFile, ResultsOf } from '../../browser/results.ts';
import { words } from '../../words/words.ts';
import type { Desk } from '../desk.ts';
import { Fold } from './fold.tsx';
import { PictureSave } from './picture-save.tsx';
import { saveResults } from './results-file.ts';
import { SaveButton, SaveRow } from './save-row.tsx';

const FORMATS = ['csv', 'json'] as const;
type Format = (typeof FORMATS)[number];

interface SavesProps {
  desk: Desk;
  state: PollState;
  moderatorKey: string;
}

/** Results to take along: as a picture, as tables, as data. */
export function Saves({ desk, state, moderatorKey }: SavesProps) {
  const { poll } = state;
  const { code } = poll;
  const save = (of: ResultsOf, file: ResultsFile) => desk.attempt(() => saveResults(of, file, moderatorKey));
  const hasBallots =
    poll.status === 'closed' && poll.segment === null && (state.tally?.voters ?? 0) >= LIMITS.crowdMin;
  return (
    <Fold title={words('save.title')}>
      <div>
        {poll.status === 'draft' ? (
          <p class="small soft">{words('save.notYet')}</p>
        ) : (
          <>
            <PictureSave desk={desk} state={state} />
            <Choices
              name={words('share.poll')}
              onChoose={(format) => save({ code, id: poll.id }, `results.${format}`)}
            />
          </>
        )}
        {hasBallots && (
          <>
            <Choices
              name={words('save.ballots')}
              onChoose={(format) => save({ code, id: poll.id }, `ballots.${format}`)}
            />
            <p class="small soft">{words('save.ballotsHint')}</p>
          </>
        )}
        {desk.polls.value.some(({ status }) => status !== 'draft') && (
          <Choices name={words('save.room')} onChoose={(format) => save({ code }, `results.${format}`)} />
        )}
        <QuestionsSave desk={desk} />
      </div>
    </Fold>
  );
}

/** The room without its votes, to start others from. */
function QuestionsSave({ desk }: { desk: Desk }) {
  const name = words('save.questions');
  return (
    <>
      <SaveRow name={name}>
        <SaveButton of={name} onClick={() => desk.saveTemplate('md')}>
          MD
        </SaveButton>
        <SaveButton of={name} onClick={() => desk.saveTemplate('json')}>
          JSON
        </SaveButton>
      </SaveRow>
      <p class="small soft">{words('save.questionsHint')}</p>
    </>
  );
}

function Choices({ name, onChoose }: { name: string; onChoose: (format: Format) => unknown }) {
  return (
    <SaveRow name={name}>
      {FORMATS.map((format) => (
        <SaveButton key={format} of={name} onClick={() => onChoose(format)}>
          {format.toUpperCase()}
        </SaveButton>
      ))}
    </SaveRow>
  );
}
