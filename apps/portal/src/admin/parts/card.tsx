/** A framed part of a page with a heading of its own. */
import { type ReactElement, type ReactNode, useId } from 'react';
import './card.css';

interface CardProps {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** A table or list that reaches from edge to edge. */
  readonly flush?: boolean;
  /** Framed in red: deleting and what cannot be undone. */
  readonly danger?: boolean;
}

export const Card = ({ title, lead, actions, children, flush = false, danger = false }: CardProps): ReactElement => {
  const id = useId();
  return (
    <section className={['card', flush && 'flush', danger && 'danger'].filter(Boolean).join(' ')} aria-labelledby={id}>
      <div className="card-head">
        <div className="card-words">
          <h2 id={id}>{title}</h2>
          {lead !== undefined && <p className="muted small">{lead}</p>}
        </div>
        {actions !== undefined && <div className="row">{actions}</div>}
      </div>
      <div className="card-body">{children}</div>
    </section>
  );
};

/** A frame without a heading: a table under the heading of the page. */
export const Panel = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <div className="card">{children}</div>
);

/** Cards side by side where there is room, the wide one first. */
export const Columns = ({ children }: { readonly children: ReactNode }): ReactElement => (
  <div className="columns">{children}</div>
);
