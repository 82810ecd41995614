/** Top of a page: the way back, its name, what it is about, and its main action. */
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import { Icon } from './icon.tsx';
import { useHeading } from './use-heading.ts';
import './page-header.css';

interface PageHeaderProps {
  readonly title: string;
  /** One sentence under the title. */
  readonly lead?: ReactNode;
  /** The list that the page belongs to. */
  readonly back?: { readonly label: string; readonly link: LinkProps };
  /** Statuses and facts under the title. */
  readonly facts?: ReactNode;
  readonly actions?: ReactNode;
}

export const PageHeader = ({ title, lead, back, facts, actions }: PageHeaderProps): ReactElement => {
  const heading = useHeading(title);
  return (
    <header className="page-header">
      {back !== undefined && (
        <Link className="page-back" {...back.link}>
          <Icon name="back" size={16} />
          {back.label}
        </Link>
      )}
      <div className="page-title">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions !== undefined && <div className="row page-actions">{actions}</div>}
      </div>
      {lead !== undefined && <p className="page-lead">{lead}</p>}
      {facts !== undefined && <div className="page-facts">{facts}</div>}
    </header>
  );
};

/** A named fact in the header of a page. */
export const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }): ReactElement => (
  <div className="fact">
    <span className="fact-label">{label}</span>
    <span className="fact-value">{children}</span>
  </div>
);
