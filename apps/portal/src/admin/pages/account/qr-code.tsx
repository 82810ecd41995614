/** A QR code drawn here: what it holds is a secret and goes to no other server. Dark on white, also in dark colours. */
import encodeQR from 'qr';
import type { ReactElement } from 'react';
import { qrPath } from './qr-path.ts';

const BORDER = 3;

export const QrCode = ({ text, label }: { readonly text: string; readonly label: string }): ReactElement => {
  const modules = encodeQR(text, 'raw', { border: BORDER });
  return (
    <svg
      className="qr-code"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${modules.length} ${modules.length}`}
      width={200}
      height={200}
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={qrPath(modules)} fill="#000" />
    </svg>
  );
};
