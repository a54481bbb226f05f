import type { PollState } from '@pollcast/client';
import { useEffect, useState } from 'preact/hooks';
import { saveFile } from '../../browser/save-file.ts';
import type { PictureTheme } from '../../picture/colours-of.ts';
import { drawPicture } from '../../picture/picture.ts';
import { pngOf } from '../../picture/png-of.ts';
import { svgOf } from '../../picture/svg-of.ts';
import { words } from '../../words/words.ts';
import type { Desk } from '../desk.ts';
import { fileName } from './results-file.ts';
import { SaveButton, SaveRow } from './save-row.tsx';

const SAID_MS = 2000;
const THEMES: readonly PictureTheme[] = ['light', 'dark'];

/** The result as a picture, to be saved or pasted elsewhere. */
export function PictureSave({ desk, state }: { desk: Desk; state: PollState }) {
  const [theme, setTheme] = useState<PictureTheme>('light');
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsCopied(false), SAID_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const { poll, tally, result } = state;
  if (tally === null || result === null) return null;

  const now = desk.live.client.serverNow();
  const draw = () => drawPicture({ poll, tally, result, now }, theme);
  const saveSvg = async () => {
    const svg = new Blob([svgOf(await draw())], { type: 'image/svg+xml' });
    saveFile(fileName(poll, 'svg'), svg);
  };
  const savePng = async () => saveFile(fileName(poll, 'png'), await pngOf(await draw()));
  const copy = async () => {
    // Asked for at once, since a browser takes it only from a press of a button.
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': draw().then(pngOf) })]);
    setIsCopied(true);
  };
  const name = words('save.picture');
  return (
    <div>
      <SaveRow name={name}>
        <SaveButton of={name} onClick={() => desk.attempt(saveSvg)}>
          SVG
        </SaveButton>
        <SaveButton of={name} onClick={() => desk.attempt(savePng)}>
          PNG
        </SaveButton>
        {canCopyPictures() && (
          <SaveButton of={name} onClick={() => desk.attempt(copy)}>
            {words(isCopied ? 'moderate.copied' : 'save.copyPicture')}
          </SaveButton>
        )}
      </SaveRow>
      <ThemeChoice theme={theme} onChange={setTheme} />
    </div>
  );
}

function ThemeChoice({ theme, onChange }: { theme: PictureTheme; onChange: (theme: PictureTheme) => void }) {
  return (
    <label class="save small soft">
      <span class="name">{words('save.theme')}</span>
      <select value={theme} onChange={({ currentTarget }) => onChange(currentTarget.value as PictureTheme)}>
        {THEMES.map((name) => (
          <option key={name} value={name}>
            {words(`save.${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Only secure pages may, and not every browser knows how. */
function canCopyPictures(): boolean {
  return navigator.clipboard !== undefined && 'ClipboardItem' in window;
}
