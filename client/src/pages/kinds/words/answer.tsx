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

/** A field for each word, one below the other. */
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
            dir={texts[index] ? 'auto' : undefined}
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
      <Standing state={state} />
      {state.result !== null && <WordList result={state.result} />}
    </>
  );
}

/** One's own words where they were written, and those of all. */
export function Closed({ state, answer }: OutcomeProps<'words'>) {
  return (
    <>
      {answer !== null && <Own given={answer.words} max={state.poll.settings.max} />}
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

/** As high as the fields were, so that nothing below moves. */
function Own({ given, max }: { given: readonly string[]; max: number }) {
  return (
    <ul class="words" style={{ '--fields': String(max) }}>
      {given.map((word) => (
        <li key={word}>
          <bdi>{normalWord(word)}</bdi> <span class="small">{words('vote.mine')}</span>
        </li>
      ))}
    </ul>
  );
}

const written = (texts: readonly string[]) => texts.filter((text) => text.trim() !== '');
