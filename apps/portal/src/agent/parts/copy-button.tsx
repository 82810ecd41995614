/** A button that copies a shown text and then says so itself, for a screen reader in the status beside it. */
import { type ReactElement, type RefObject, useState } from 'react';
import { useMessages } from '../messages/use-messages.tsx';
import { copyText } from './copy-text.ts';
import { Icon } from './icon.tsx';

interface CopyButtonProps {
  readonly text: string;
  /** The element that shows the text: selected where the browser does not let a page copy. */
  readonly shown: RefObject<HTMLElement | null>;
  readonly label: string;
}

/** Copies `text`. The result stays shown, so that nobody has to be quick to read it. */
export function CopyButton({ text, shown, label }: CopyButtonProps): ReactElement {
  const { message } = useMessages();
  const [result, setResult] = useState<'copied' | 'selected' | null>(null);

  const copy = async (): Promise<void> => {
    const tools = { clipboard: navigator.clipboard, select: () => selectContent(shown.current) };
    setResult(await copyText(text, tools));
  };

  return (
    <div className="copy">
      {/* copyText falls back to selecting instead of rejecting. */}
      <button type="button" className="button" onClick={() => void copy()}>
        <Icon name={result === 'copied' ? 'check' : 'copy'} />
        <span>{result === 'copied' ? message('error.copied') : label}</span>
      </button>
      <span role="status" className={result === 'copied' ? 'hidden' : 'copy-result'}>
        {result !== null && message(`error.${result}`)}
      </span>
    </div>
  );
}

function selectContent(element: HTMLElement | null): void {
  if (element !== null) window.getSelection()?.selectAllChildren(element);
}
