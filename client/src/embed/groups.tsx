import type { PollState } from '@pollcast/client';
import { type Answer, type Result, type ResultGroup, rowsOfAnswer } from '@pollcast/shared/pure';
import type { Speech } from '@pollcast/shared/words';

interface GroupsProps {
  speech: Speech;
  state: PollState;
  /** With groups; of nobody where the counts may not be seen. */
  shape: Result;
  answer: Answer | null;
  /** What a group comes to. */
  write: (group: ResultGroup) => string;
}

/** A result whose rows stand in groups: of each what it comes to, and how its answers lie. */
export function Groups({ speech, state: { poll, result }, shape, answer, write }: GroupsProps) {
  const most = Math.max(1, ...shape.rows.map(({ percent }) => percent));
  const mine = answer === null ? [] : rowsOfAnswer(poll, answer);
  return (
    <>
      {shape.groups!.map((group) => (
        <div key={group.id} class="group">
          <p>
            <strong dir="auto">{group.label}</strong>
            {result !== null && <span>{write(group)}</span>}
          </p>
          <ol class="cells">
            {shape.rows
              .filter((row) => row.group === group.id)
              .map(({ id, label, percent }) => (
                <li key={id} data-mine={mine.includes(id)} style={{ '--part': String(percent / most) }}>
                  {label}
                  {mine.includes(id) && <span class="for-ears">{speech.words('vote.mine')}</span>}{' '}
                  <small>{result !== null && speech.percentText(percent)}</small>
                </li>
              ))}
          </ol>
        </div>
      ))}
    </>
  );
}
