import { useMemo } from 'preact/hooks';
import { encode } from 'uqr';
import { words } from '../words/words.ts';
import './qr.css';

const QUIET_ZONE = 2;

/** An address as a QR code, dark on white in either theme: scanners want it so. */
export function Qr({ address }: { address: string }) {
  const { size, path } = useMemo(() => draw(address), [address]);
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words('room.qr', { address })}>
      <path d={path} />
    </svg>
  );
}

function draw(address: string): { size: number; path: string } {
  const { size, data } = encode(address, { ecc: 'M', border: QUIET_ZONE });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dark.join('') };
}
