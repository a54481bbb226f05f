import './steps.css';

interface StepsProps {
  name: string;
  values: readonly number[];
  chosen: number | null;
  isLocked: boolean;
  /** The ids of what asks, and of what says where the ends lie. */
  labelledBy: string;
  describedBy?: string;
  onChoose: (value: number) => void;
}

/** Radio buttons whose picture is their number; `--in-a-row` of them stand side by side. */
export function Steps({ name, values, chosen, isLocked, labelledBy, describedBy, onChoose }: StepsProps) {
  return (
    <fieldset class="steps" aria-labelledby={labelledBy} aria-describedby={describedBy}>
      {values.map((value) => (
        <label key={value} class="step figures" data-locked={isLocked}>
          <input
            type="radio"
            name={name}
            value={value}
            checked={value === chosen}
            aria-disabled={isLocked}
            onClick={(event) => isLocked && event.preventDefault()}
            onChange={() => onChoose(value)}
          />
          {value}
        </label>
      ))}
    </fieldset>
  );
}
