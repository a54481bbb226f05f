import type { PollState } from '@pollcast/client';
import { words } from '../../words/words.ts';
import type { Desk } from '../desk.ts';
import { Fold } from './fold.tsx';
import { PictureSave } from './picture-save.tsx';
import { type Format, type ResultsOf, saveResults } from './results-file.ts';
import { SaveButton, SaveRow } from './save-row.tsx';

const FORMATS: readonly Format[] = ['csv', 'json'];

interface SavesProps {
  desk: Desk;
  state: PollState;
  moderatorKey: string;
}

/** Results to take along: as a picture, as tables, as data. */
export function Saves({ desk, state, moderatorKey }: SavesProps) {
  const { poll } = state;
  const { code } = poll;
  const save = (of: ResultsOf, format: Format) => desk.attempt(() => saveResults(of, format, moderatorKey));
  return (
    <Fold title={words('save.title')}>
      <div>
        {poll.status === 'draft' ? (
          <p class="small soft">{words('save.notYet')}</p>
        ) : (
          <>
            <PictureSave desk={desk} state={state} />
            <Choices name={words('share.poll')} onChoose={(format) => save({ code, id: poll.id }, format)} />
          </>
        )}
        {desk.polls.value.some(({ status }) => status !== 'draft') && (
          <Choices name={words('save.room')} onChoose={(format) => save({ code }, format)} />
        )}
      </div>
    </Fold>
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
