/** Adding a passkey, and renaming one. */

import { addPasskey, beginPasskey, type PasskeyView, renamePasskey } from '@cordboard/contract/admin-api/own-account';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-api.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/fields.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useNotify } from '../../parts/notifications.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { makePasskey } from '../sign-in/passkey-browser.ts';
import { RecoveryCodes } from './recovery-codes.tsx';

interface AddFormProps {
  readonly onClose: () => void;
  readonly onCodes: (codes: readonly string[] | null) => void;
}

const AddForm = ({ onClose, onCodes }: AddFormProps): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const begin = useChange(beginPasskey);
  const add = useChange(addPasskey, { alsoStale: ['session'] });
  const [wasNotMade, setNotMade] = useState(false);
  const form = useContractForm(renamePasskey.body, { defaultValues: { name: '' } });
  const submit = async ({ name }: { name: string }): Promise<void> => {
    setNotMade(false);
    const response = await makePasskey((await begin.mutateAsync({})).body.options);
    if (response === null) {
      setNotMade(true);
      return;
    }
    const { body } = await add.mutateAsync({ body: { name, response } });
    notify(t('account.passkeys.added'));
    onClose();
    onCodes(body.recoveryCodes);
  };
  return (
    <ApiForm form={form} submitLabel={t('account.passkeys.go')} onCancel={onClose} onSubmit={submit}>
      <TextField
        name="name"
        label={t('account.passkeys.name')}
        description={t('account.passkeys.nameHelp')}
        autoComplete="off"
        autoFocus
      />
      {wasNotMade && (
        <Notice status="info" role="status">
          {t('account.passkeys.notMade')}
        </Notice>
      )}
    </ApiForm>
  );
};

export const AddPasskeyDialog = ({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactElement => {
  const { t } = useTranslation();
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <>
      <Dialog opened={opened} onClose={onClose} title={t('account.passkeys.addTitle')}>
        <AddForm onClose={onClose} onCodes={setCodes} />
      </Dialog>
      {codes !== null && <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />}
    </>
  );
};

const RenameForm = ({
  passkey,
  onClose,
}: {
  readonly passkey: PasskeyView;
  readonly onClose: () => void;
}): ReactElement => {
  const { t } = useTranslation();
  const notify = useNotify();
  const rename = useChange(renamePasskey);
  const form = useContractForm(renamePasskey.body, { defaultValues: { name: passkey.name } });
  return (
    <ApiForm
      form={form}
      submitLabel={t('account.passkeys.rename')}
      onCancel={onClose}
      onSubmit={async (body) => {
        await rename.mutateAsync({ params: { passkey: passkey.id }, body });
        notify(t('account.passkeys.renamed'));
        onClose();
      }}
    >
      <TextField name="name" label={t('account.passkeys.name')} autoComplete="off" autoFocus />
    </ApiForm>
  );
};

export const RenamePasskeyDialog = (props: {
  readonly passkey: PasskeyView | null;
  readonly onClose: () => void;
}): ReactElement => {
  const { passkey, onClose } = props;
  const { t } = useTranslation();
  return (
    <Dialog
      opened={passkey !== null}
      onClose={onClose}
      title={t('account.passkeys.renameNamed', { name: passkey?.name ?? '' })}
    >
      {passkey !== null && <RenameForm passkey={passkey} onClose={onClose} />}
    </Dialog>
  );
};
