/** Adds, renames and removes a node, and chooses the default endpoint; each says what it breaks. */
import { nodeSlug } from '@cordboard/contract/acs-nodes';
import type { ServiceProvider } from '@cordboard/contract/admin-api/service-providers';
import { slug } from '@cordboard/contract/slug';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { ApiForm } from '../../parts/api-form.tsx';
import { InlineCode } from '../../parts/code-value.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { TextField } from '../../parts/fields.tsx';
import { Notice } from '../../parts/notice.tsx';
import { useContractForm } from '../../parts/use-contract-form.ts';
import { addNode, type NodesPatch, removeNode, renameNode } from './node-changes.ts';
import { type ProviderProps, useUpdateProvider } from './use-update-provider.ts';

type Endpoint = ServiceProvider['info']['acs'][number];

export type NodeAction =
  | { readonly key: 'add' }
  | { readonly key: 'makeDefault'; readonly endpoint: Endpoint }
  | { readonly key: 'rename' | 'remove'; readonly endpoint: Endpoint; readonly node: string };

interface DialogProps extends ProviderProps {
  readonly onClose: () => void;
}

interface NameFormProps extends DialogProps {
  readonly name: string;
  readonly submitLabel: string;
  readonly done: string;
  readonly words: string;
  readonly patchOf: (name: string) => NodesPatch;
}

const NameForm = (props: NameFormProps): ReactElement => {
  const { provider, name, submitLabel, done, words, patchOf, onClose } = props;
  const { t } = useTranslation();
  const send = useUpdateProvider(props);
  const taken = provider.nodes.map(nodeSlug).filter((each) => each !== name);
  const schema = z.object({
    node: slug.refine((wanted) => !taken.includes(wanted), t('serviceProviders.endpoints.taken')),
  });
  const form = useContractForm(schema, { defaultValues: { node: name } });
  return (
    <ApiForm
      form={form}
      submitLabel={submitLabel}
      onCancel={onClose}
      onSubmit={async ({ node }) => {
        await send(patchOf(node), done);
        onClose();
      }}
    >
      <TextField
        name="node"
        label={t('serviceProviders.endpoints.name')}
        description={t('serviceProviders.endpoints.nameHelp')}
        autoComplete="off"
        autoFocus
        mono
      />
      <Notice status="warn">{words}</Notice>
    </ApiForm>
  );
};

const AddDialog = (props: DialogProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened title={t('serviceProviders.endpoints.add.title')} onClose={props.onClose}>
      <NameForm
        {...props}
        name=""
        submitLabel={t('serviceProviders.endpoints.add.submit')}
        done={t('serviceProviders.endpoints.add.done')}
        words={t('serviceProviders.endpoints.add.words')}
        patchOf={(name) => addNode(props.provider, name)}
      />
    </Dialog>
  );
};

const RenameDialog = ({ node, ...props }: DialogProps & { readonly node: string }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened title={t('serviceProviders.endpoints.rename.title', { node })} onClose={props.onClose}>
      <NameForm
        {...props}
        name={node}
        submitLabel={t('serviceProviders.endpoints.rename.submit')}
        done={t('serviceProviders.endpoints.rename.done')}
        words={t('serviceProviders.endpoints.rename.words')}
        patchOf={(name) => renameNode(props.provider, node, name)}
      />
    </Dialog>
  );
};

interface AskProps extends DialogProps {
  readonly endpoint: Endpoint;
  readonly kind: 'remove' | 'makeDefault';
  readonly name: string;
  readonly patch: NodesPatch;
}

const AskDialog = ({ endpoint, kind, name, patch, onClose, ...props }: AskProps): ReactElement => {
  const { t } = useTranslation();
  const send = useUpdateProvider(props);
  return (
    <ActionDialog
      opened
      title={t(`serviceProviders.endpoints.${kind}.title`, { node: name })}
      confirmLabel={t(`serviceProviders.endpoints.${kind}.submit`)}
      danger={kind === 'remove'}
      onClose={onClose}
      onConfirm={() => send(patch, t(`serviceProviders.endpoints.${kind}.done`))}
    >
      <div className="stack-s">
        <p>
          <InlineCode value={endpoint.url} />
        </p>
        <p>{t(`serviceProviders.endpoints.${kind}.words`)}</p>
        {kind === 'remove' && endpoint.isDefault && <p>{t('serviceProviders.endpoints.remove.wasDefault')}</p>}
        <p className="muted">{t('serviceProviders.exchange')}</p>
      </div>
    </ActionDialog>
  );
};

export const NodeDialog = ({
  action,
  ...props
}: DialogProps & { readonly action: NodeAction | null }): ReactElement | null => {
  const { t } = useTranslation();
  if (action === null) {
    return null;
  }
  if (action.key === 'add') {
    return <AddDialog {...props} />;
  }
  const { endpoint } = action;
  if (action.key === 'makeDefault') {
    const name = endpoint.node ?? t('serviceProviders.endpoints.own');
    return (
      <AskDialog {...props} kind="makeDefault" endpoint={endpoint} name={name} patch={{ defaultNode: endpoint.node }} />
    );
  }
  const { node } = action;
  return action.key === 'rename' ? (
    <RenameDialog {...props} node={node} />
  ) : (
    <AskDialog {...props} kind="remove" endpoint={endpoint} name={node} patch={removeNode(props.provider, node)} />
  );
};
