/** Lets an owner of the installation widen the reach of an account without voiding its ways to sign in. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CheckboxField } from '../../parts/fields.tsx';
import { allows } from '../../session/session.ts';
import { useSession } from '../../session/session-query.ts';

const INSTALLATION = { company: null, environment: null } as const;

/** Shown to those whom the hub lets choose. */
export const KeepCredentials = (): ReactElement | null => {
  const { t } = useTranslation();
  const { grants } = useSession();
  return allows(grants, 'administrators.write', INSTALLATION) ? (
    <CheckboxField
      name="keepCredentials"
      label={t('administrators.keep.label')}
      description={t('administrators.keep.help')}
    />
  ) : null;
};
