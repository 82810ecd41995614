/** A key of the customer's own: file, alias and two passwords; looked at first, then taken. */
import {
  type InspectedKeystore,
  type KeystoreUpload,
  type KeyView,
  uploadServiceProviderKey,
} from '@cordboard/contract/admin-api/keys';
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useFormContext } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/api-problem.ts';
import { describeProblem } from '../../api/describe-problem.ts';
import { ApiForm } from '../../parts/api-form.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { PasswordField, SelectField, TextField } from '../../parts/fields.tsx';
import { FileDrop } from '../../parts/file-drop.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { fileBase64 } from './file-base64.ts';
import { CertificateFacts, KeyWarnings } from './key-facts.tsx';

const MOST_OCTETS = 1024 * 1024;

interface UploadProps {
  readonly inspect: (body: KeystoreUpload) => Promise<InspectedKeystore>;
  readonly upload: (body: KeystoreUpload) => Promise<KeyView>;
  /** What to do once it is the next key. */
  readonly done: string;
  readonly onClose: () => void;
}

type FoundKey = NonNullable<InspectedKeystore['key']>;

const KeystoreFile = (): ReactElement => {
  const { t } = useTranslation();
  const { setValue, formState, clearErrors } = useFormContext<KeystoreUpload>();
  const wrong = formState.errors.keystore;
  const take = async (file: File): Promise<void> => {
    setValue('keystore', await fileBase64(file));
    setValue('fileName', file.name);
    clearErrors('keystore');
  };
  return (
    <div className="stack-s">
      <FileDrop
        label={t('keys.upload.file')}
        accept=".jks,.jceks,.keystore,.p12,.pfx,.pem,.key"
        maxBytes={MOST_OCTETS}
        onFile={(file) => void take(file)}
      />
      {wrong !== undefined && (
        <Notice status="bad" role="alert">
          {wrong.type === 'server' ? wrong.message : t('keys.upload.fileNeeded')}
        </Notice>
      )}
    </div>
  );
};

const Fields = ({ aliases }: { readonly aliases: readonly string[] }): ReactElement => {
  const { t } = useTranslation();
  return (
    <>
      <KeystoreFile />
      {aliases.length > 1 ? (
        <SelectField
          name="alias"
          label={t('keys.upload.alias')}
          description={t('keys.upload.aliasChoose')}
          options={aliases.map((value) => ({ value, label: value }))}
        />
      ) : (
        <TextField
          name="alias"
          label={t('keys.upload.alias')}
          description={t('keys.upload.aliasHelp')}
          autoComplete="off"
          mono
        />
      )}
      <PasswordField
        name="keystorePassword"
        label={t('keys.upload.keystorePassword')}
        description={t('keys.upload.keystorePasswordHelp')}
        autoComplete="off"
      />
      <PasswordField
        name="keyPassword"
        label={t('keys.upload.keyPassword')}
        description={t('keys.upload.keyPasswordHelp')}
        autoComplete="off"
      />
    </>
  );
};

const FoundKeyFacts = ({ found }: { readonly found: FoundKey }): ReactElement => {
  const { t } = useTranslation();
  return (
    <div className="stack">
      <Notice status="ok" title={t('keys.upload.found')} role="status">
        {t('keys.upload.foundWords')}
      </Notice>
      <dl className="key-facts">
        <dt>{t('keys.upload.alias')}</dt>
        <dd className="mono">{found.alias}</dd>
        <dt>{t('keys.facts.key')}</dt>
        <dd>{found.algorithm}</dd>
        <CertificateFacts certificate={found.certificate} />
      </dl>
      <KeyWarnings warnings={found.warnings} />
    </div>
  );
};

/** Where each mistake is corrected. */
const fieldOf: Readonly<Record<string, 'keystore' | 'alias' | 'keystorePassword' | 'keyPassword'>> = {
  'keystore.not_a_keystore': 'keystore',
  'keystore.wrong_keystore_password': 'keystorePassword',
  'keystore.alias_unknown': 'alias',
  'keystore.alias_needed': 'alias',
  'keystore.wrong_key_password': 'keyPassword',
};

/** A password that was not typed is not an empty one. */
const filled = ({ alias, keystorePassword, keyPassword, ...rest }: KeystoreUpload): KeystoreUpload => ({
  ...rest,
  ...(alias !== undefined && alias !== '' && { alias }),
  ...(keystorePassword !== undefined && keystorePassword !== '' && { keystorePassword }),
  ...(keyPassword !== undefined && keyPassword !== '' && { keyPassword }),
});

/** The button that had the focus is gone. */
const focusNow = (button: HTMLButtonElement | null): void => button?.focus();

const UploadForm = ({ inspect, upload, done, onClose }: UploadProps): ReactElement => {
  const { t } = useTranslation();
  const [isTaken, setTaken] = useState(false);
  const [aliases, setAliases] = useState<readonly string[]>([]);
  const [found, setFound] = useState<FoundKey | null>(null);
  const form = useContractForm(uploadServiceProviderKey.body, {
    defaultValues: { keystore: '', alias: '', keystorePassword: '', keyPassword: '' },
  });
  const look = async (body: KeystoreUpload): Promise<void> => {
    try {
      const seen = await inspect(body);
      setAliases(seen.aliases);
      setFound(seen.key);
      if (seen.key === null) {
        const field = seen.aliases.length > 1 && body.alias === undefined ? 'alias' : 'keyPassword';
        const message = t(field === 'alias' ? 'keys.upload.aliasChoose' : 'keys.upload.keyPasswordNeeded');
        form.setError(field, { type: 'server', message }, { shouldFocus: true });
      }
    } catch (error) {
      const field = error instanceof ApiProblem ? fieldOf[error.code] : undefined;
      if (!(error instanceof ApiProblem) || field === undefined) {
        throw error;
      }
      setAliases(error.aliases);
      const { title, detail } = describeProblem(error, t);
      form.setError(field, { type: 'server', message: `${title} ${detail}` }, { shouldFocus: true });
    }
  };
  const take = async (body: KeystoreUpload): Promise<void> => {
    await upload(body);
    setTaken(true);
  };
  if (isTaken) {
    return (
      <div className="stack">
        <Notice status="ok" role="status">
          {done}
        </Notice>
        <div>
          <Button variant="filled" ref={focusNow} onClick={onClose}>
            {t('keys.upload.close')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <ApiForm
      form={form}
      submitLabel={t(found === null ? 'keys.upload.check' : 'keys.upload.submit')}
      onCancel={onClose}
      onSubmit={(body) => (found === null ? look(filled(body)) : take(filled(body)))}
    >
      {found === null ? (
        <>
          <p>{t('keys.upload.words')}</p>
          <Fields aliases={aliases} />
        </>
      ) : (
        <>
          <FoundKeyFacts found={found} />
          <div>
            <Button onClick={() => setFound(null)}>{t('keys.upload.back')}</Button>
          </div>
        </>
      )}
    </ApiForm>
  );
};

/** What is typed goes with the dialog: passwords are kept nowhere. */
export const UploadKeyDialog = ({ opened, ...props }: UploadProps & { readonly opened: boolean }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('keys.upload.title')} atTop>
      <UploadForm {...props} />
    </Dialog>
  );
};
