/** What an HTML form sends: a text for a name, or several. */
export type Form = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface FieldChoice {
  value: string;
  label: string;
}

interface Named {
  name: string;
  /** What the field asks for; null where the question itself says it. */
  label: string | null;
}

/** One field of a kind's plain form, in words of HTML. */
export type Field = Named &
  (
    | { type: 'one'; choices: readonly FieldChoice[] }
    | { type: 'several'; choices: readonly FieldChoice[]; max: number }
    /** One of many short choices, or none. */
    | { type: 'pick'; choices: readonly FieldChoice[] }
    | { type: 'number'; min: number; max: number; step: number }
    | { type: 'text'; maxLength: number }
  );

/** The texts under a name, none if there is none. */
export function textsOf(form: Form, name: string): readonly string[] {
  const texts = form[name];
  return texts === undefined ? [] : typeof texts === 'string' ? [texts] : texts;
}

/** The number under a name; null where nothing is written, NaN where it is none. */
export function numberOf(form: Form, name: string): number | null {
  const [text = ''] = textsOf(form, name);
  return text.trim() === '' ? null : Number(text);
}
