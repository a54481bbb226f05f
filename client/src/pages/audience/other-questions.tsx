import type { PollId, PollSummary } from '@pollcast/shared/pure';
import { words } from '../words/words.ts';
import './other-questions.css';

interface OtherQuestionsProps {
  title: string;
  polls: readonly PollSummary[];
  isAnswered: (id: PollId) => boolean;
  onChoose: (id: PollId) => void;
}

/** Questions that are open without being on stage. */
export function OtherQuestions({ title, polls, isAnswered, onChoose }: OtherQuestionsProps) {
  return (
    <nav class="other-questions" aria-labelledby="others">
      <h2 id="others">{title}</h2>
      <ul>
        {polls.map(({ id, question }) => (
          <li key={id}>
            <button type="button" onClick={() => onChoose(id)}>
              <span class="label">{question}</span>
              {isAnswered(id) && <span class="answered">{words('audience.answered')}</span>}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
