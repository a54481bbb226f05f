import { groupText } from '../../parts/spoken.ts';
import { words } from '../../words/words.ts';
import type { ResultProps } from '../kind-views.ts';
import { mostIn, Spread } from './spread.tsx';

export function Stage(props: ResultProps<'scale'>) {
  return <Spreads {...props} size="stage" />;
}

export function Chart(props: ResultProps<'scale'>) {
  return <Spreads {...props} size="chart" />;
}

/** Each statement with what it comes to, and how its answers lie. */
function Spreads({ state: { poll, result }, size }: ResultProps<'scale'> & { size: 'stage' | 'chart' }) {
  const most = mostIn(result);
  return (
    <ol class="spreads" data-size={size} aria-label={words('result.list')}>
      {result.groups!.map((group) => (
        <li key={group.id}>
          <div class="beside">
            <p class="spread-head">
              <span class="label" dir="auto">
                {group.label}
              </span>
              <span class="sum figures">
                <strong>{groupText(group)}</strong>
                {group.voters < result.voters && (
                  <small class="soft">{words('result.votes', { count: group.voters })}</small>
                )}
              </span>
            </p>
            <Spread
              rows={result.rows.filter((row) => row.group === group.id)}
              most={most}
              isNps={poll.settings.scale === 'nps'}
            />
          </div>
        </li>
      ))}
    </ol>
  );
}
