import { words } from '../words/words.ts';
import { Announcer } from './announcer.tsx';

/** From this part of a limit on its nearness is told. */
const NEAR = 0.8;

/** How near a text is to its limit, once it comes near. */
export function LengthHint({ id, text, max }: { id: string; text: string; max: number }) {
  if (text.length < max * NEAR) return null;
  const hint = words('edit.length', { length: text.length, max });
  return (
    <>
      <p id={id} class="length-hint small soft figures">
        {hint}
      </p>
      <Announcer text={hint} />
    </>
  );
}
