import { LIMITS } from '@pollcast/shared/pure';
import { useState } from 'preact/hooks';
import { durationText, words } from '../words/words.ts';
import { DURATIONS_MS } from './durations.ts';
import type { PollForm } from './poll-form.ts';

interface DurationFieldProps {
  form: PollForm;
  onChange: (change: Pick<PollForm, 'durationMs'>) => void;
}

const MINUTE_MS = 60_000;
const OTHER = 'other';

/** How long voting lasts: until closed by hand, one of the usual times, or any number of minutes. */
export function DurationField({ form: { durationMs }, onChange }: DurationFieldProps) {
  const [isOther, setIsOther] = useState(() => durationMs !== null && !DURATIONS_MS.includes(durationMs));
  const choose = (value: string) => {
    setIsOther(value === OTHER);
    if (value !== OTHER) onChange({ durationMs: value === '' ? null : Number(value) });
    else if (durationMs === null) onChange({ durationMs: MINUTE_MS });
  };
  return (
    <div class="pair">
      <div class="field">
        <label for="duration">{words('edit.duration')}</label>
        <select
          id="duration"
          value={isOther ? OTHER : (durationMs ?? '')}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value="">{words('edit.noDuration')}</option>
          {DURATIONS_MS.map((ms) => (
            <option key={ms} value={ms}>
              {durationText(ms)}
            </option>
          ))}
          <option value={OTHER}>{words('edit.otherDuration')}</option>
        </select>
      </div>
      {isOther && (
        <div class="field">
          <label for="minutes">{words('edit.minutes')}</label>
          <input
            id="minutes"
            type="number"
            inputMode="decimal"
            min={LIMITS.durationMinMs / MINUTE_MS}
            max={LIMITS.durationMs / MINUTE_MS}
            step="any"
            value={(durationMs ?? MINUTE_MS) / MINUTE_MS}
            onChange={({ currentTarget }) => onChange({ durationMs: msOf(currentTarget.valueAsNumber) })}
          />
        </div>
      )}
    </div>
  );
}

/** Minutes in ms, within what a poll may last. */
function msOf(minutes: number): number {
  const ms = Math.round((Number.isNaN(minutes) ? 1 : minutes) * MINUTE_MS);
  return Math.min(Math.max(ms, LIMITS.durationMinMs), LIMITS.durationMs);
}
