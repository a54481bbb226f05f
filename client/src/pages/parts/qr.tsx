import { useMemo } from 'preact/hooks';
import { words } from '../words/words.ts';
import { qrShape } from './qr-shape.ts';
import './qr.css';

const QUIET_ZONE = 2;

/** An address as a QR code, dark on white in either theme: scanners want it so. */
export function Qr({ address }: { address: string }) {
  const { size, path } = useMemo(() => qrShape(address, QUIET_ZONE), [address]);
  return (
    <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={words('room.qr', { address })}>
      <path d={path} />
    </svg>
  );
}
