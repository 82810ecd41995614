/** A path or a code that goes on in the next line where a person would break it: behind a slash, a point or a colon. */
import { Fragment, type ReactElement } from 'react';

export const Breakable = ({ text }: { readonly text: string }): ReactElement => (
  <>
    {[...text.matchAll(/[^/.:]*[/.:]?/g)].map(({ index, 0: part }) => (
      <Fragment key={index}>
        {part}
        <wbr />
      </Fragment>
    ))}
  </>
);
