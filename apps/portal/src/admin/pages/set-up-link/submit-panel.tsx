/** The last step of a link: what was entered goes to the administrator. */
import { useDisclosure } from '@mantine/hooks';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { LockedButton } from '../../parts/locked-button.tsx';
import { useDraftStore } from '../set-ups/draft-store.ts';
import { completeSource } from '../set-ups/use-preview.ts';

interface SubmitPanelProps {
  /** Who has asked. */
  readonly by: string;
  readonly onSubmit: () => Promise<void>;
}

export const SubmitPanel = ({ by, onSubmit }: SubmitPanelProps): ReactElement => {
  const { t } = useTranslation();
  const { draft } = useDraftStore();
  const [isAsking, asking] = useDisclosure(false);
  const isComplete = completeSource(draft.identityProvider) !== null;
  return (
    <>
      <p className="step-text">{t('setUps.wizard.submit.text')}</p>
      <LockedButton
        reason={isComplete ? null : t('setUps.public.missing')}
        {...(isComplete && { variant: 'filled' })}
        onClick={asking.open}
      >
        {t('setUps.public.submit')}
      </LockedButton>
      <ActionDialog
        opened={isAsking}
        title={t('setUps.public.submitTitle', { by })}
        confirmLabel={t('setUps.public.submit')}
        onConfirm={onSubmit}
        onClose={asking.close}
      >
        <p>{t('setUps.public.submitWords')}</p>
      </ActionDialog>
    </>
  );
};
