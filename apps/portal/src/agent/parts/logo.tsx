/** The mark of Cordboard: a board of jacks, two of them joined by a cord. The same drawing as `public/logo-mark.svg`. */
import type { ReactElement } from 'react';

/** Decorative: the name of the company stands beside it. */
export function Logo({ size = 28 }: { readonly size?: number }): ReactElement {
  return (
    <svg className="logo" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#1f5fb8" />
      <g fill="#fff">
        <g opacity="0.55">
          <circle cx="16" cy="9" r="2" />
          <circle cx="24" cy="9" r="2" />
          <circle cx="16" cy="16.5" r="2" />
        </g>
        <path d="M8 9v8.5c0 9 16 9 16-1" fill="none" stroke="#fff" strokeWidth="2.75" strokeLinecap="round" />
        <circle cx="8" cy="9" r="3.4" />
        <circle cx="24" cy="16.5" r="3.4" />
      </g>
    </svg>
  );
}
