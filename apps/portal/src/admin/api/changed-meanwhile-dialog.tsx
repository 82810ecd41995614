/** Somebody else was faster: nothing was overwritten, and the present state can be loaded. */

import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type ReactElement, useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import type { Signal } from './create-signal.ts';
import { StartOverContext } from './start-over-context.ts';

export const ChangedMeanwhileDialog = ({ signal }: { readonly signal: Signal }): ReactElement => {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => signal.listen(() => setOpen(true)), [signal]);
  const startOver = useContext(StartOverContext);
  const reload = (): void => {
    setOpen(false);
    startOver.send();
    void queryClient.invalidateQueries();
  };
  return (
    <Dialog opened={isOpen} onClose={() => setOpen(false)} title={t('shell.changed.title')}>
      <div className="stack">
        <p>{t('shell.changed.words')}</p>
        <div className="row">
          <Button variant="filled" leftSection={<Icon name="refresh" size={16} />} onClick={reload} data-autofocus>
            {t('shell.changed.reload')}
          </Button>
          <Button onClick={() => setOpen(false)}>{t('parts.cancel')}</Button>
        </div>
      </div>
    </Dialog>
  );
};
