/** Copies a value, and says that it did. */
import { ActionIcon, Button, Tooltip } from '@mantine/core';
import { type ReactElement, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';

const SHOWN_MS = 2_500;

type Outcome = 'idle' | 'copied' | 'failed';

export const useCopy = (text: string): { readonly outcome: Outcome; readonly copy: () => void } => {
  const [outcome, setOutcome] = useState<Outcome>('idle');
  useEffect(() => {
    if (outcome === 'idle') {
      return undefined;
    }
    const timer = setTimeout(() => setOutcome('idle'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = (): void => {
    // Absent where the page is not served over https.
    const { clipboard } = navigator as { readonly clipboard?: Clipboard };
    const written = clipboard?.writeText(text) ?? Promise.reject(new Error('the browser has no clipboard'));
    written.then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };
  return { outcome, copy };
};

interface CopyButtonProps {
  readonly value: string;
  /** What is copied, e.g. "ACS URL": the button's name is "Copy ACS URL". */
  readonly label: string;
}

const useOutcomeWords = (outcome: Outcome, label: string): string => {
  const { t } = useTranslation();
  if (outcome === 'copied') {
    return t('parts.copy.copied', { label });
  }
  return outcome === 'failed' ? t('parts.copy.failed') : '';
};

/** An icon beside the value. */
export const CopyButton = ({ value, label }: CopyButtonProps): ReactElement => {
  const { t } = useTranslation();
  const { outcome, copy } = useCopy(value);
  const words = useOutcomeWords(outcome, label);
  return (
    <>
      <Tooltip label={words === '' ? t('parts.copy.copy', { label }) : words} {...(words !== '' && { opened: true })}>
        <ActionIcon variant="subtle" size="md" onClick={copy} aria-label={t('parts.copy.copy', { label })}>
          <Icon name={outcome === 'copied' ? 'check' : 'copy'} size={16} />
        </ActionIcon>
      </Tooltip>
      <span role="status" className="hidden">
        {words}
      </span>
    </>
  );
};

/** A button with words, for a text that is handed to somebody. */
export const CopyTextButton = ({
  value,
  label,
  filled = false,
}: CopyButtonProps & { readonly filled?: boolean }): ReactElement => {
  const { outcome, copy } = useCopy(value);
  const words = useOutcomeWords(outcome, label);
  return (
    <>
      <Button
        variant={filled ? 'filled' : 'default'}
        leftSection={<Icon name={outcome === 'copied' ? 'check' : 'copy'} size={16} />}
        onClick={copy}
        styles={{ label: { whiteSpace: 'normal' } }}
        h="auto"
        mih={36}
        py={6}
      >
        {label}
      </Button>
      <span role="status" className="small muted">
        {words}
      </span>
    </>
  );
};
