import {
  type Field,
  type FieldChoice,
  fieldsOf,
  formOfAnswer,
  type PollView,
  rowField,
} from '@pollcast/shared';
import type { Speech } from '@pollcast/shared/words';
import { type Html, html } from './html.ts';
import { lookOf, resultParts, rowsOf } from './result-rows.ts';

type Texts = readonly string[];

/** The fields of a poll's form, its own answer filled in. Where they are the rows of the result, that stands beside them. */
export function fieldsIn(view: PollView, speech: Speech): Html {
  const { poll, ballot } = view;
  const fields = fieldsOf(poll);
  const form = ballot === undefined ? {} : formOfAnswer(poll, ballot.answer);
  // Of several fields with one name each has its own text.
  const texts = (field: Field, index: number): Texts => {
    const all = [form[field.name] ?? []].flat();
    const nth = fields.slice(0, index).filter(({ name }) => name === field.name).length;
    return field.type === 'several' ? all : all.slice(nth, nth + 1);
  };
  const ofRows = rowField(poll);
  if (ofRows !== null) {
    const parts = rowsOf(view).map((row) => resultParts(row, speech));
    return choicesOf(ofRows, { texts: texts(ofRows, 0), parts, isNeeded: ofRows.type === 'one' });
  }
  return html`${fields.map((field, index) => fieldOf(field, texts(field, index)))}`;
}

interface Filled {
  texts: Texts;
  /** What stands behind each choice. */
  parts?: readonly Html[];
  isNeeded?: boolean;
}

function choicesOf(
  field: Extract<Field, { choices: unknown }>,
  { texts, parts = [], isNeeded = false }: Filled,
): Html {
  const type = field.type === 'several' ? 'checkbox' : 'radio';
  const choiceOf = ({ value, label }: FieldChoice, index: number) => html`
    <label class="row">
      <input type="${type}" name="${field.name}" value="${value}" ${texts.includes(value) && html`checked`} ${isNeeded && html`required`} />
      <span class="label" dir="auto">${label}</span>
      ${parts[index]}
    </label>
  `;
  const rows = field.choices.map(choiceOf);
  if (field.label === null)
    return html`<fieldset class="${lookOf(field.choices)}" aria-labelledby="question">${rows}</fieldset>`;
  return html`<fieldset class="steps"><legend dir="auto">${field.label}</legend>${rows}</fieldset>`;
}

function fieldOf(field: Field, texts: Texts): Html {
  switch (field.type) {
    case 'one':
    case 'several':
      return choicesOf(field, { texts });
    case 'pick':
      return labelled(
        field,
        html`<select name="${field.name}"${nameOf(field)}><option value=""></option>${field.choices.map(
          ({ value, label }) =>
            html`<option value="${value}" ${texts.includes(value) && html`selected`}>${label}</option>`,
        )}</select>`,
      );
    case 'number':
      return labelled(
        field,
        html`<input type="number" name="${field.name}" min="${field.min}" max="${field.max}" step="${field.step}" value="${texts[0]}"${nameOf(field)} />`,
      );
    case 'text':
      return labelled(
        field,
        html`<input type="text" name="${field.name}" maxlength="${field.maxLength}" value="${texts[0]}" dir="auto"${nameOf(field)} />`,
      );
    default:
      return field satisfies never;
  }
}

function labelled({ label }: Field, input: Html): Html {
  return html`<label class="asked">${label !== null && html`<span class="label" dir="auto">${label}</span>`}${input}</label>`;
}

/** A field without a label of its own is named by the question. */
function nameOf({ label }: Field): Html | false {
  return label === null && html` aria-labelledby="question"`;
}
