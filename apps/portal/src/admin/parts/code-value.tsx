/** A value that is compared or copied: it wraps and is never cut. */
import type { ReactElement, ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import './code-value.css';

interface CodeValueProps {
  readonly label: string;
  /** The name that the other side's product has for it. */
  readonly otherName?: string;
  readonly value: string;
  readonly note?: ReactNode;
}

/** With its label above and a copy button beside. */
export const CodeValue = ({ label, otherName, value, note }: CodeValueProps): ReactElement => {
  return (
    <div className="code-value">
      <span className="code-label">
        {label}
        {otherName !== undefined && <span className="muted"> ({otherName})</span>}
      </span>
      <div className="code-box">
        <code className="mono" dir="ltr">
          {value}
        </code>
        <CopyButton value={value} label={label} />
      </div>
      {note !== undefined && <span className="muted small">{note}</span>}
    </div>
  );
};

/** Within a line of text or a cell. */
export const InlineCode = ({
  value,
  copyLabel,
}: {
  readonly value: string;
  /** With a copy button of this name. */
  readonly copyLabel?: string;
}): ReactElement => (
  <span className="code-inline">
    <code className="mono" dir="ltr">
      {value}
    </code>
    {copyLabel !== undefined && <CopyButton value={value} label={copyLabel} />}
  </span>
);
