// A QR code as one path, for cameras only: dark modules on white whatever the theme, as cameras expect, with the quiet zone around it.
import { encode } from 'uqr';

interface QrCodeProps {
  text: string;
  /** CSS pixels. */
  size: number;
}

const quietZone = 3;

function modulesPath(rows: readonly (readonly boolean[])[]): string {
  let path = '';
  rows.forEach((row, y) => {
    row.forEach((dark, x) => {
      if (dark) path += `M${x} ${y}h1v1h-1z`;
    });
  });
  return path;
}

export function QrCode({ text, size }: QrCodeProps) {
  const { data } = encode(text, { ecc: 'M', border: quietZone });
  const side = data.length;
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className="qr-code"
    >
      <rect width={side} height={side} fill="#fff" />
      <path d={modulesPath(data)} fill="#101314" />
    </svg>
  );
}
