/** A text in which `signs between backticks` are values or names of settings. */
import { Fragment, type ReactElement } from 'react';

export const Words = ({ text }: { readonly text: string }): ReactElement => (
  <>
    {text.split('`').map((part, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a part is known by its place alone.
      <Fragment key={index}>{index % 2 === 1 ? <code className="mono">{part}</code> : part}</Fragment>
    ))}
  </>
);
