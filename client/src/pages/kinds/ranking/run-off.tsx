import type { Poll, Runoff } from '@pollcast/shared/pure';
import { useId } from 'preact/hooks';
import { colourOf } from '../../parts/bars.tsx';
import { wonText } from '../../parts/spoken.ts';
import { numberText, words } from '../../words/words.ts';
import { type Cell, linesOf, tieTexts } from './run-off-lines.ts';
import './run-off.css';

interface RunOffProps {
  poll: Poll;
  runoff: Runoff;
}

/** The run-off round by round, with who won and how ties were broken; on a desk or a phone. */
export function RunOff({ poll, runoff }: RunOffProps) {
  const id = useId();
  if (runoff.winner === null) return null;
  return (
    <div class="run-off">
      <h2 id={id}>{words('runoff.title')}</h2>
      <p class="won">{wonText(poll, runoff)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has only keys scrolls it too. */}
      {/* biome-ignore lint/a11y/useSemanticElements: no landmark, and nothing to fill in. */}
      <div class="run-off-scroll" role="group" aria-labelledby={id} tabIndex={0}>
        <RunOffTable poll={poll} runoff={runoff} />
      </div>
      <p class="small soft">{words('runoff.lead')}</p>
      <Ties poll={poll} runoff={runoff} />
    </div>
  );
}

interface RunOffTableProps extends RunOffProps {
  /** Only the last so many rounds, and so many of the lines. */
  most?: { rounds: number; lines: number };
  /** The points beside it, by option. */
  points?: ReadonlyMap<string, number>;
}

const ALL = { rounds: Number.POSITIVE_INFINITY, lines: Number.POSITIVE_INFINITY };

/** A column for each round: the ballots that count for an option while it is in. */
export function RunOffTable({ poll, runoff, most = ALL, points }: RunOffTableProps) {
  const { rounds } = runoff;
  const first = Math.max(0, rounds.length - most.rounds);
  const lines = linesOf(poll, runoff)
    .filter(({ cells }) => cells[first] !== null)
    .slice(0, most.lines);
  const isExhausted = rounds.some(({ exhausted }) => exhausted > 0);
  const colours = new Map(poll.options.map(({ id }, index) => [id, colourOf(index)]));
  return (
    <table class="run-off-table figures">
      <thead>
        <tr>
          <td />
          {rounds.slice(first).map((_, index) => (
            <th key={index} scope="col">
              {words('runoff.round', { round: first + index + 1 })}
            </th>
          ))}
          {points !== undefined && <th scope="col">{words('kind.points')}</th>}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ id, label, cells }) => (
          <tr key={id} class={colours.get(id)} data-winner={id === runoff.winner}>
            <th scope="row" class="label">
              {label}
            </th>
            {cells.slice(first).map((cell, index) => (
              <td key={index}>{cell !== null && <Standing {...cell} />}</td>
            ))}
            {points !== undefined && <td class="soft">{numberText(points.get(id) ?? 0)}</td>}
          </tr>
        ))}
      </tbody>
      {isExhausted && (
        <tfoot>
          <tr>
            <th scope="row">{words('runoff.exhausted')}</th>
            {rounds.slice(first).map(({ exhausted }, index) => (
              <td key={index}>{numberText(exhausted)}</td>
            ))}
            {points !== undefined && <td />}
          </tr>
        </tfoot>
      )}
    </table>
  );
}

/** The ballots, a bar as long as their share, and what became of the option. */
function Standing({ count, percent, end }: Cell) {
  return (
    <span class="standing-cell" data-end={end}>
      <strong>{numberText(count)}</strong>
      {end !== null && <small>{words(`runoff.${end}`)}</small>}
      <span class="share-bar" aria-hidden="true" style={{ '--part': String(percent / 100) }} />
    </span>
  );
}

export function Ties({ poll, runoff }: RunOffProps) {
  return (
    <>
      {tieTexts(poll, runoff).map((text) => (
        <p key={text} class="tie small soft">
          {text}
        </p>
      ))}
    </>
  );
}
