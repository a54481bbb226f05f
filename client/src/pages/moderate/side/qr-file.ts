import { qrShape } from '../../parts/qr-shape.ts';

/** As the standard wants it around a code that stands by itself. */
const QUIET_ZONE = 4;
const MODULE_PX = 24;

/** An address as a QR code for slides and print. */
export function qrFile(address: string): Blob {
  const { size, path } = qrShape(address, QUIET_ZONE);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${size * MODULE_PX}" height="${size * MODULE_PX}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><title>${address}</title><rect width="${size}" height="${size}" fill="#fff"/><path d="${path}"/></svg>\n`;
  return new Blob([svg], { type: 'image/svg+xml' });
}
