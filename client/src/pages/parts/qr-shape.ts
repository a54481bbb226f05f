import { encode } from 'uqr';

/** A QR code as one path in a square of `size` modules, the quiet zone with it. */
export interface QrShape {
  size: number;
  path: string;
}

export function qrShape(address: string, quietZone: number): QrShape {
  const { size, data } = encode(address, { ecc: 'M', border: quietZone });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { size, path: dark.join('') };
}
