/** The shape of a status: each differs from the others without its colour. */
import type { ReactElement } from 'react';
import './status.css';

export type Status = 'ok' | 'warn' | 'bad' | 'info' | 'none' | 'locked' | 'current';

const solid: Readonly<Record<Exclude<Status, 'none' | 'locked' | 'current'>, readonly [shape: string, sign: string]>> =
  {
    ok: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z', 'm7.5 12.3 3 3 6-6.3'],
    warn: [
      'M10.6 3.4a1.6 1.6 0 0 1 2.8 0l8.4 15.2a1.6 1.6 0 0 1-1.4 2.4H3.6a1.6 1.6 0 0 1-1.4-2.4Z',
      'M12 9.2v5M12 17.4h.01',
    ],
    bad: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z', 'M8.8 8.8l6.4 6.4M15.2 8.8l-6.4 6.4'],
    info: ['M12 2a10 10 0 1 0 0 20 10 10 0 0 0 0-20Z', 'M12 11.2v5.3M12 7.6h.01'],
  };

const Outline = ({ status }: { readonly status: 'none' | 'locked' | 'current' }): ReactElement => {
  if (status === 'current') {
    return <path d="M7 4.2v15.6L20 12Z" fill="currentColor" />;
  }
  return status === 'locked' ? (
    <path
      d="M6.5 10.5h11a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-8a1 1 0 0 1 1-1ZM8 10.5V8a4 4 0 0 1 8 0v2.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
    />
  ) : (
    <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" strokeWidth="1.75" strokeDasharray="3.4 3.66" />
  );
};

const Solid = ({ status }: { readonly status: keyof typeof solid }): ReactElement => {
  const [shape, sign] = solid[status];
  return (
    <>
      <path d={shape} fill="currentColor" />
      <path
        d={sign}
        fill="none"
        stroke="var(--cb-surface)"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  );
};

/** Decorative: words always say the status too. */
export const StatusIcon = ({
  status,
  size = 16,
}: {
  readonly status: Status;
  readonly size?: number;
}): ReactElement => (
  <svg
    className={`icon status-icon ${status}`}
    width={size}
    height={size}
    viewBox="0 0 24 24"
    aria-hidden="true"
    focusable="false"
  >
    {status === 'none' || status === 'locked' || status === 'current' ? (
      <Outline status={status} />
    ) : (
      <Solid status={status} />
    )}
  </svg>
);
