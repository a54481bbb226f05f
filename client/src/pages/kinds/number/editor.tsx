import { kinds } from '@pollcast/shared/pure';
import { NumberField } from '../../parts/number-field.tsx';
import { words } from '../../words/words.ts';
import type { SettingsProps } from '../kind-views.ts';
import './editor.css';

/** From where to where numbers go, and which one is right. */
export function Settings({ settings, isRunning, onChange }: SettingsProps<'number'>) {
  const { min, max, step, right } = settings;
  const problem = kinds.number.problem({ options: [], settings });
  const isRightWrong = problem?.path.startsWith('settings.right') === true;
  const isRangeWrong = problem !== null && !isRightWrong;
  const setRight = (value: number) =>
    onChange({
      ...settings,
      right: Number.isNaN(value) ? null : { value, tolerance: right?.tolerance ?? 0 },
    });
  return (
    <>
      {!isRunning && (
        <div class="numbers">
          <NumberField
            id="number-min"
            label={words('edit.numberMin')}
            value={min}
            onChange={(min) => onChange({ ...settings, min })}
          />
          <NumberField
            id="number-max"
            label={words('edit.numberMax')}
            value={max}
            isInvalid={isRangeWrong}
            describedBy="number-range"
            onChange={(max) => onChange({ ...settings, max })}
          />
          <NumberField
            id="number-step"
            label={words('edit.numberStep')}
            value={step}
            isInvalid={isRangeWrong}
            describedBy="number-range"
            onChange={(step) => onChange({ ...settings, step })}
          />
          <p id="number-range" class="small soft" data-wrong={isRangeWrong}>
            {words('edit.numberRange')}
          </p>
        </div>
      )}
      <div class="numbers">
        <NumberField
          id="number-right"
          label={words('edit.right')}
          value={right?.value ?? Number.NaN}
          isInvalid={isRightWrong}
          describedBy="right-hint"
          onChange={setRight}
        />
        {right !== null && (
          <NumberField
            id="number-tolerance"
            label={words('edit.tolerance')}
            value={right.tolerance}
            isInvalid={isRightWrong}
            describedBy="right-hint"
            onChange={(tolerance) => onChange({ ...settings, right: { ...right, tolerance } })}
          />
        )}
        <p id="right-hint" class="small soft" data-wrong={isRightWrong}>
          {words('edit.rightHint')}
        </p>
      </div>
    </>
  );
}
