import type { Poll, Result, Tally } from '@pollcast/shared/pure';
import { languages } from '@pollcast/shared/words';
import { isScale, isShort } from '../parts/bars.tsx';
import { linesOf } from '../parts/lines.ts';
import { factsOf, spokenResult } from '../parts/spoken.ts';
import { dateText, language, momentText, words } from '../words/words.ts';
import { coloursOf, type PictureTheme } from './colours-of.ts';
import type { Drawing } from './drawing.ts';
import { layOut, type PictureContent } from './lay-out.ts';
import { loadMeasure } from './png-of.ts';

/** What there is to draw. `now` in epoch ms dates a result that may still change. */
export interface Pictured {
  poll: Poll;
  tally: Pick<Tally, 'voters'>;
  result: Result;
  now: number;
}

/** Draws a result as this page would show it, in its language and font. */
export async function drawPicture(pictured: Pictured, theme: PictureTheme): Promise<Drawing> {
  const content = contentOf(pictured);
  const { question, rows, facts, host } = content;
  const texts = [question, host, ...facts, ...rows.flatMap(({ label, figure }) => [label, figure])];
  return layOut(content, { colours: coloursOf(theme), measure: await loadMeasure(texts) });
}

function contentOf({ poll, tally, result, now }: Pictured): PictureContent {
  const facts = [words('result.votes', { count: tally.voters }), ...factsOf(result)];
  facts.push(poll.status === 'closed' ? dateText(poll.closedAt ?? now) : momentText(now));
  return {
    question: poll.question,
    rows: linesOf(result).map(({ label, values, write, part }) => ({
      label,
      figure: write(...values),
      part,
    })),
    isShort: isShort(result),
    isScale: isScale(result),
    facts,
    host: location.host,
    description: spokenResult(result),
    direction: languages[language()].direction,
  };
}
