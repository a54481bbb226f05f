import type { PollState } from '@pollcast/client';
import {
  type Answer,
  answerOfForm,
  type Field,
  type Form,
  fieldsOf,
  formOfAnswer,
} from '@pollcast/shared/pure';
import { useState } from 'preact/hooks';

interface AnswerFieldsProps {
  state: PollState;
  answer: Answer | null;
  isSettled: boolean;
  onAnswer: (answer: Answer) => void;
}

/** The plain form of a kind whose answer is more than a choice of rows. */
export function AnswerFields({ state: { poll }, answer, isSettled, onAnswer }: AnswerFieldsProps) {
  const fields = fieldsOf(poll);
  const [texts, setTexts] = useState(() =>
    textsOf(fields, answer === null ? {} : formOfAnswer(poll, answer)),
  );
  const write = (index: number, text: string) => {
    const next = texts.with(index, text);
    setTexts(next);
    onAnswer(answerOfForm(poll, formOf(fields, next)) as Answer);
  };
  return (
    <div class="fields">
      {fields.map((field, index) => (
        <FieldInput
          key={index}
          field={field}
          id={`field-${index}`}
          text={texts[index]!}
          isSettled={isSettled}
          onText={(text) => write(index, text)}
        />
      ))}
    </div>
  );
}

/** Of several fields with one name each has its own text. */
function textsOf(fields: readonly Field[], form: Form): string[] {
  const taken = new Map<string, number>();
  return fields.map(({ name }) => {
    const nth = taken.get(name) ?? 0;
    taken.set(name, nth + 1);
    return [form[name] ?? []].flat()[nth] ?? '';
  });
}

function formOf(fields: readonly Field[], texts: readonly string[]): Form {
  const names = new Set(fields.map(({ name }) => name));
  const under = (wanted: string) =>
    texts.filter((text, index) => text !== '' && fields[index]!.name === wanted);
  return Object.fromEntries([...names].map((name) => [name, under(name)]));
}

interface FieldInputProps {
  field: Field;
  id: string;
  text: string;
  isSettled: boolean;
  onText: (text: string) => void;
}

function FieldInput({ field, id, text, isSettled, onText }: FieldInputProps) {
  if (field.type === 'one' || field.type === 'several')
    return (
      <fieldset class="steps" aria-labelledby={field.label === null ? 'question' : undefined}>
        {field.label !== null && <legend dir="auto">{field.label}</legend>}
        {field.choices.map(({ value, label }) => (
          <label key={value} data-locked={isSettled}>
            <input
              type="radio"
              name={id}
              checked={text === value}
              aria-disabled={isSettled}
              onClick={(event) => isSettled && event.preventDefault()}
              onChange={() => onText(value)}
            />
            {label}
          </label>
        ))}
      </fieldset>
    );
  return (
    <div class="asked">
      {field.label !== null && (
        <label for={id} dir="auto">
          {field.label}
        </label>
      )}
      {field.type === 'pick' ? (
        <select
          id={id}
          aria-labelledby={field.label === null ? 'question' : undefined}
          value={text}
          disabled={isSettled}
          onChange={(event) => onText(event.currentTarget.value)}
        >
          <option value="" />
          {field.choices.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          aria-labelledby={field.label === null ? 'question' : undefined}
          {...attributesOf(field)}
          value={text}
          readOnly={isSettled}
          onInput={(event) => onText(event.currentTarget.value)}
        />
      )}
    </div>
  );
}

function attributesOf(field: Extract<Field, { type: 'number' | 'text' }>) {
  if (field.type === 'text') return { type: 'text', maxLength: field.maxLength, dir: 'auto' } as const;
  const { min, max, step } = field;
  return { type: 'number', inputMode: 'decimal', min, max, step } as const;
}
