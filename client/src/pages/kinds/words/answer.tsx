import { type AnswerOf, misfitOf, normalWord, normalWords, type Poll } from '@pollcast/shared/pure';
import { useState } from 'preact/hooks';
import { words } from '../../words/words.ts';
import type { AnswerFormProps, OutcomeProps, Progress } from '../kind-views.ts';
import { Standing } from '../standing.tsx';
import { WordList } from './word-list.tsx';
import './answer.css';

type WordsPoll = Extract<Poll, { kind: 'words' }>;

/** Graphemes of two UTF-16 units each fit. */
const TYPED_CHARACTERS = 100;

/** A field for each word, one below the other; how they are counted stands below once they are. */
export function Form({ state, answer, isSettled, onAnswer }: AnswerFormProps<'words'>) {
  const { max } = state.poll.settings;
  const given = answer?.words ?? [];
  const [typed, setTyped] = useState<readonly string[]>([]);
  // What was typed stands where it was typed, as long as it means the answer.
  const texts = normalWords(written(typed)).join('\n') === normalWords(given).join('\n') ? typed : given;
  const write = (index: number, text: string) => {
    const next = Array.from({ length: max }, (_, place) => (place === index ? text : (texts[place] ?? '')));
    setTyped(next);
    onAnswer({ words: written(next) });
  };
  return (
    <>
      <fieldset class="words" aria-labelledby="question">
        {Array.from({ length: max }, (_, index) => (
          <input
            key={index}
            type="text"
            dir="auto"
            autocomplete="off"
            autocapitalize="off"
            enterkeyhint={index === max - 1 ? 'send' : 'next'}
            maxLength={TYPED_CHARACTERS}
            aria-label={words('vote.word', { number: index + 1 })}
            placeholder={words('vote.word', { number: index + 1 })}
            value={texts[index] ?? ''}
            readOnly={isSettled}
            onInput={(event) => write(index, event.currentTarget.value)}
          />
        ))}
      </fieldset>
      <Own given={state.ballot?.answer ?? null} />
      <Standing state={state} />
      {state.result !== null && <WordList result={state.result} />}
    </>
  );
}

/** One's own words, and those of all. */
export function Closed({ state, answer }: OutcomeProps<'words'>) {
  return (
    <>
      <Own given={answer} />
      <Standing state={state} />
      {state.result !== null && <WordList result={state.result} />}
    </>
  );
}

/** How many more there is room for, or that something else has to be written first. */
export function progressOf(poll: WordsPoll, answer: AnswerOf<'words'> | null): Progress {
  const count = answer?.words.length ?? 0;
  const left = poll.settings.max - count;
  const isFitting = answer !== null && misfitOf(poll, answer) === null;
  const missing = words(count === 0 ? 'vote.wordFirst' : 'vote.wordBlank');
  return {
    text: left > 0 ? words('vote.wordsLeft', { count: left }) : words('vote.wordsFull'),
    missing: isFitting ? null : missing,
    isEmpty: count === 0,
  };
}

/** One's own words as they are counted. Keeps its place while there are none. */
function Own({ given }: { given: unknown }) {
  const own = (given as AnswerOf<'words'> | null)?.words ?? [];
  return (
    <div class="own-words">
      {own.length > 0 && (
        <>
          <span class="small">{words('vote.mine')}</span>
          <ul class="chips">
            {own.map((word) => (
              <li key={word} class="chip" dir="auto">
                {normalWord(word)}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

const written = (texts: readonly string[]) => texts.filter((text) => text.trim() !== '');
