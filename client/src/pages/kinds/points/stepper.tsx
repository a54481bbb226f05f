import type { Option } from '@pollcast/shared/pure';
import { words } from '../../words/words.ts';

interface StepperProps {
  option: Option;
  count: number;
  /** What the budget still has; less than nothing where it is overspent. */
  left: number;
  budget: number;
  isLocked: boolean;
  onCount: (count: number) => void;
}

/** More digits than these are no number of points. */
const DIGITS_MAX = 4;
/** A budget is spent in about so many steps. */
const STEPS = 10;

/** A number of points to be written, with a button on each side that takes or gives some. */
export function Stepper({ option: { id, label }, count, left, budget, isLocked, onCount }: StepperProps) {
  const step = stepOf(budget);
  const more = Math.max(0, Math.min(step, left));
  const give = () => onCount(count + more);
  const take = () => onCount(count - Math.min(step, count));
  const press = (event: KeyboardEvent) => {
    const act = { ArrowUp: give, ArrowDown: take }[event.key];
    if (act === undefined || isLocked) return;
    event.preventDefault();
    act();
  };
  return (
    <span class="stepper" data-locked={isLocked}>
      <Step
        sign="−"
        name={words('vote.fewerPoints', { label })}
        isIdle={isLocked || count === 0}
        onStep={take}
      />
      <input
        class="figures"
        type="text"
        inputMode="numeric"
        autocomplete="off"
        maxLength={DIGITS_MAX}
        value={count === 0 ? '' : String(count)}
        placeholder="0"
        readOnly={isLocked}
        aria-labelledby={`${id}-label`}
        aria-describedby={`${id}-result`}
        aria-invalid={left < 0 && count > 0}
        onKeyDown={press}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onInput={({ currentTarget }) => {
          const written = numberIn(currentTarget.value);
          // What is no number goes at once; the same number is not written anew by itself.
          currentTarget.value = written === 0 ? '' : String(written);
          onCount(written);
        }}
      />
      <Step
        sign="+"
        name={words('vote.morePoints', { label })}
        isIdle={isLocked || more === 0}
        onStep={give}
      />
    </span>
  );
}

interface StepProps {
  sign: string;
  name: string;
  /** There is nothing to take or to give; it keeps its place and the focus. */
  isIdle: boolean;
  onStep: () => void;
}

function Step({ sign, name, isIdle, onStep }: StepProps) {
  return (
    <button type="button" aria-label={name} aria-disabled={isIdle} onClick={() => !isIdle && onStep()}>
      <span aria-hidden="true">{sign}</span>
    </button>
  );
}

/** The digits of any script that the language may write numbers with, as a number. */
function numberIn(text: string): number {
  const digits = [...text.normalize('NFKC')].map(digitOf).filter((digit) => digit !== null);
  return Number(digits.slice(0, DIGITS_MAX).join(''));
}

const ZEROS = ['0', '\u0660', '\u06f0'];

function digitOf(character: string): number | null {
  const values = ZEROS.map((zero) => character.codePointAt(0)! - zero.codePointAt(0)!);
  return values.find((value) => value >= 0 && value <= 9) ?? null;
}

/** 1, 2 or 5 × 10ⁿ: a tenth of the budget or somewhat less. */
function stepOf(budget: number): number {
  const tenth = Math.max(1, budget / STEPS);
  const power = 10 ** Math.floor(Math.log10(tenth));
  return ([5, 2].find((digit) => digit * power <= tenth) ?? 1) * power;
}
