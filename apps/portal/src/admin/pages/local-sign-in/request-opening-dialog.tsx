/** Asks for local sign-in of named people during an outage. */
import { requestLocalOpening } from '@cordboard/contract/admin-api/local-sign-in';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreate } from '../../api/use-create.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextAreaField } from '../../parts/fields.tsx';
import { InstantField } from '../../parts/instant-field.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import type { RealmPlace } from '../realms/realm-place.ts';
import { PeopleField } from '../users/people-fields.tsx';

/** Long enough for most outages, and for half a shift. */
const USUAL_MS = 4 * 60 * 60_000;
const MINUTE_MS = 60_000;

interface RequestProps {
  readonly place: RealmPlace;
  readonly onClose: () => void;
}

const RequestForm = ({ place, onClose }: RequestProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const request = useCreate(requestLocalOpening);
  const [endsAt] = useState(() => Math.ceil((Date.now() + USUAL_MS) / MINUTE_MS) * MINUTE_MS);
  const form = useContractForm(requestLocalOpening.body, { defaultValues: { users: [], reason: '', endsAt } });
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return (
    <ApiForm
      form={form}
      submitLabel={t('localSignIn.request.submit')}
      onCancel={onClose}
      onSubmit={async (body) => {
        await request({ params: { ...place }, body });
        notify(t('localSignIn.request.done'));
        onClose();
      }}
    >
      <p>{t('localSignIn.request.words')}</p>
      <PeopleField
        place={place}
        name="users"
        label={t('localSignIn.request.people')}
        description={t('localSignIn.request.peopleHelp')}
      />
      <p className="muted small">{t('localSignIn.request.peopleNote')}</p>
      <TextAreaField
        name="reason"
        label={t('localSignIn.request.reason')}
        description={t('localSignIn.request.reasonHelp')}
      />
      <div className="field-pair">
        <InstantField
          name="startsAt"
          label={t('localSignIn.request.from')}
          description={t('localSignIn.request.fromHelp')}
        />
        <InstantField
          name="endsAt"
          label={t('localSignIn.request.until')}
          description={t('localSignIn.request.untilHelp', { zone: timeZone })}
        />
      </div>
    </ApiForm>
  );
};

export const RequestOpeningDialog = ({
  opened,
  ...props
}: RequestProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('localSignIn.request.title')} atTop>
      <RequestForm {...props} />
    </Dialog>
  );
};
