/** A secret that is shown now and never again: it cannot be left by accident. */

import { Button, Checkbox } from '@mantine/core';
import { type ReactElement, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CodeValue } from './code-value.tsx';
import { Dialog } from './dialog.tsx';
import { Notice } from './notice.tsx';

interface SecretOnceProps {
  readonly title: string;
  readonly secrets: readonly { readonly label: string; readonly value: string }[];
  /** Where to keep it. */
  readonly children?: ReactNode;
  readonly onDone: () => void;
}

/** Within a page: set-up, recovery codes. */
export const SecretPanel = ({ secrets, children, onDone }: Omit<SecretOnceProps, 'title'>): ReactElement => {
  const { t } = useTranslation();
  const [isStored, setStored] = useState(false);
  return (
    <div className="stack">
      <Notice status="warn" title={t('parts.secret.once')}>
        {children}
      </Notice>
      {secrets.map(({ label, value }) => (
        <CodeValue key={label} label={label} value={value} />
      ))}
      <Checkbox
        label={t('parts.secret.stored')}
        checked={isStored}
        onChange={(event) => setStored(event.currentTarget.checked)}
      />
      <div className="row">
        <Button
          variant="filled"
          aria-disabled={!isStored}
          onClick={() => {
            if (isStored) {
              onDone();
            }
          }}
        >
          {t('parts.secret.done')}
        </Button>
        {!isStored && <span className="small muted">{t('parts.secret.tickFirst')}</span>}
      </div>
    </div>
  );
};

/** Over the page that made it. */
export const SecretOnce = ({ title, ...panel }: SecretOnceProps): ReactElement => (
  <Dialog opened onClose={panel.onDone} title={title} locked>
    <SecretPanel {...panel} />
  </Dialog>
);
