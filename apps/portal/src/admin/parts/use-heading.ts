/** The heading of a page, whatever the page turns out to be. */
import { type RefObject, useEffect, useRef } from 'react';

/** Takes the focus when the page appears, so that a screen reader begins there; names the document. */
export const useHeading = (title: string): RefObject<HTMLHeadingElement | null> => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Cordboard`;
  }, [title]);
  useEffect(() => {
    const { activeElement } = document;
    // A form that has taken the focus for its first field keeps it.
    if (
      activeElement === null ||
      activeElement === document.body ||
      !heading.current?.closest('main')?.contains(activeElement)
    ) {
      heading.current?.focus({ preventScroll: true });
    }
  }, []);
  return heading;
};
