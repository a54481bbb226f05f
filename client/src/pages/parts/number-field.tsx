import { useState } from 'preact/hooks';

interface NumberFieldProps {
  id: string;
  label: string;
  /** NaN: nothing is written. */
  value: number;
  isInvalid?: boolean;
  /** The id of what says more. */
  describedBy?: string;
  onChange: (value: number) => void;
}

/** A field for any number. What was typed stands as long as it means the value. */
export function NumberField({
  id,
  label,
  value,
  isInvalid = false,
  describedBy,
  onChange,
}: NumberFieldProps) {
  const [typed, setTyped] = useState('');
  const text = Object.is(numberIn(typed), value) ? typed : Number.isNaN(value) ? '' : String(value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        inputMode="decimal"
        step="any"
        value={text}
        aria-invalid={isInvalid}
        aria-describedby={describedBy}
        onInput={({ currentTarget }) => {
          setTyped(currentTarget.value);
          onChange(numberIn(currentTarget.value));
        }}
      />
    </div>
  );
}

/** NaN where no number is written. */
export const numberIn = (text: string) => (text === '' ? Number.NaN : Number(text));
