/** What helps everywhere. */

import { ActionIcon } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { apiPath } from '../api/call-api.ts';
import { useBasePath } from '../base-path.tsx';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';

export const HelpMenu = (): ReactElement => {
  const { t } = useTranslation();
  const [isOpen, dialog] = useDisclosure(false);
  const basePath = useBasePath();
  return (
    <>
      <ActionIcon
        className="top-help"
        variant="subtle"
        size="lg"
        onClick={dialog.open}
        aria-label={t('shell.help.label')}
        aria-haspopup="dialog"
      >
        <Icon name="help" size={20} />
      </ActionIcon>
      <Dialog opened={isOpen} onClose={dialog.close} title={t('shell.help.title')}>
        <div className="stack">
          <p>{t('shell.help.reference')}</p>
          <p>
            <Link to="/-/words" onClick={dialog.close}>
              {t('shell.help.words')}
            </Link>
          </p>
          <p>
            <Link to="/-/clock" onClick={dialog.close}>
              {t('shell.help.clock')}
            </Link>
          </p>
          <p>
            <a href={`${apiPath(basePath)}/openapi.json`} target="_blank" rel="noreferrer">
              {t('shell.help.api')}
            </a>
          </p>
        </div>
      </Dialog>
    </>
  );
};
