import { BUDGET_MAX } from '@pollcast/shared/pure';
import { words } from '../../words/words.ts';
import type { SettingsProps } from '../kind-views.ts';

/** How many points each person may spend. */
export function Settings({ settings: { budget }, isRunning, onChange }: SettingsProps<'points'>) {
  if (isRunning) return null;
  const isBudget = (count: number) => Number.isInteger(count) && count >= 1 && count <= BUDGET_MAX;
  return (
    <div class="field">
      <label for="budget">{words('edit.budget')}</label>
      <input
        id="budget"
        type="number"
        inputMode="numeric"
        min={1}
        max={BUDGET_MAX}
        aria-describedby="budget-hint"
        value={budget}
        onInput={({ currentTarget: { valueAsNumber } }) =>
          isBudget(valueAsNumber) && onChange({ budget: valueAsNumber })
        }
        // What cannot be a budget does not stay there as if it were one.
        onBlur={({ currentTarget }) => {
          currentTarget.value = String(budget);
        }}
      />
      <p id="budget-hint" class="small soft">
        {words('edit.budgetHint', { max: BUDGET_MAX })}
      </p>
    </div>
  );
}
