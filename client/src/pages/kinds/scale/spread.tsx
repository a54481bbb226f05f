import type { Result } from '@pollcast/shared/pure';
import { Tween } from '../../parts/tween.tsx';
import { percentText, words } from '../../words/words.ts';
import './spread.css';

interface SpreadProps {
  /** One statement's rows. */
  rows: Result['rows'];
  /** The percent that is as high as there is room. */
  most: number;
  isNps: boolean;
  /** The id of the row that is the voter's own. */
  mine?: string | undefined;
}

/** How the answers to a statement lie: a column for each value, with its share above and the value below. */
export function Spread({ rows, most, isNps, mine }: SpreadProps) {
  return (
    <ul class="spread figures" style={{ '--values': String(rows.length) }}>
      {rows.map(({ id, label, percent }) => (
        <li key={id} data-mine={id === mine} data-side={isNps ? sideOf(label) : undefined}>
          <span class="value">{label}</span>
          <span class="part" data-none={percent === 0}>
            <Tween values={[percent]} write={percentText} />
          </span>
          <span class="room" aria-hidden="true">
            <span style={{ '--part': String(percent / most) }} />
          </span>
          {id === mine && <span class="for-ears">{words('vote.mine')}</span>}
        </li>
      ))}
    </ul>
  );
}

/** The greatest percent of a result, which all statements are drawn by. */
export function mostIn({ rows }: Result): number {
  return Math.max(1, ...rows.map(({ percent }) => percent));
}

/** Which side of the score somebody is on who gave the value. */
function sideOf(label: string): 'against' | 'neither' | 'for' {
  const value = Number(label);
  return value >= 9 ? 'for' : value >= 7 ? 'neither' : 'against';
}
