/** Addresses and names of an earlier product, so that what was made for it at an identity provider keeps working. */
import type { Connection } from '@cordboard/contract/admin-api/connections';
import { ActionIcon, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionDialog } from '../../parts/action-dialog.tsx';
import { Card } from '../../parts/card.tsx';
import { InlineCode } from '../../parts/code-value.tsx';
import { type Column, DataTable } from '../../parts/data-table.tsx';
import { Icon } from '../../parts/icon.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { AddAliasDialog } from './add-alias-dialog.tsx';
import { type AliasKind, aliasKinds } from './alias-form.ts';
import { PlatformAliasesDialog } from './platform-aliases-dialog.tsx';
import { PublishAliases } from './publish-aliases.tsx';
import { type ProviderProps, useUpdateProvider } from './use-update-provider.ts';
import './service-providers.css';

interface Alias {
  readonly kind: AliasKind;
  readonly value: string;
}

interface AliasesProps extends ProviderProps {
  readonly connections: readonly Connection[];
  readonly mayWrite: boolean;
}

const usersOf = (connections: readonly Connection[], { value }: Alias): readonly Connection[] =>
  connections.filter(({ requestEntityId, requestAcsUrl }) => requestEntityId === value || requestAcsUrl === value);

const Users = ({
  place,
  users,
}: Pick<ProviderProps, 'place'> & { readonly users: readonly Connection[] }): ReactElement => (
  <span className="row">
    {users.length === 0
      ? '–'
      : users.map(({ slug, name }) => (
          <Link
            key={slug}
            to="/$company/$environment/realms/$realm/single-sign-on/$serviceProvider/$connection"
            params={{ ...place, connection: slug }}
          >
            {name}
          </Link>
        ))}
  </span>
);

const useColumns = (
  { place, connections, mayWrite }: AliasesProps,
  onRemove: (alias: Alias) => void,
): readonly Column<Alias>[] => {
  const { t } = useTranslation();
  return [
    {
      key: 'value',
      title: t('serviceProviders.aliases.value'),
      isName: true,
      render: ({ value }) => <InlineCode value={value} copyLabel={t('serviceProviders.aliases.valueOf', { value })} />,
    },
    {
      key: 'kind',
      title: t('serviceProviders.aliases.kind'),
      render: ({ kind }) => t(`serviceProviders.aliases.kinds.${kind}`),
    },
    {
      key: 'users',
      title: t('serviceProviders.aliases.users'),
      render: (alias) => <Users place={place} users={usersOf(connections, alias)} />,
    },
    ...(mayWrite
      ? [
          {
            key: 'actions',
            title: t('serviceProviders.aliases.actions'),
            hiddenTitle: true,
            render: (alias: Alias) => (
              <ActionIcon
                variant="default"
                size="md"
                aria-label={t('serviceProviders.aliases.remove.label', { value: alias.value })}
                onClick={() => onRemove(alias)}
              >
                <Icon name="trash" size={16} />
              </ActionIcon>
            ),
          },
        ]
      : []),
  ];
};

const RemoveDialog = ({
  alias,
  onClose,
  ...props
}: ProviderProps & { readonly alias: Alias; readonly onClose: () => void }): ReactElement => {
  const { t } = useTranslation();
  const send = useUpdateProvider(props);
  const left = props.provider.aliases[alias.kind].filter((value) => value !== alias.value);
  return (
    <ActionDialog
      opened
      danger
      title={t('serviceProviders.aliases.remove.title')}
      confirmLabel={t('serviceProviders.aliases.remove.submit')}
      onClose={onClose}
      onConfirm={() => send({ aliases: { [alias.kind]: left } }, t('serviceProviders.aliases.remove.done'))}
    >
      <div className="stack-s">
        <p>
          <InlineCode value={alias.value} />
        </p>
        <p>{t(`serviceProviders.aliases.remove.words.${alias.kind}`)}</p>
      </div>
    </ActionDialog>
  );
};

const HowTo = (): ReactElement => {
  const { t } = useTranslation();
  return (
    <div className="stack-s">
      <p>
        <strong>{t('serviceProviders.aliases.how.title')}</strong>
      </p>
      <ol className="stack-s numbered">
        {(['dns', 'certificate', 'proxy', 'requests', 'test'] as const).map((step) => (
          <li key={step}>{t(`serviceProviders.aliases.how.${step}`)}</li>
        ))}
      </ol>
    </div>
  );
};

export const AliasesCard = (props: AliasesProps): ReactElement => {
  const { provider, mayWrite } = props;
  const { t } = useTranslation();
  const [isAdding, adding] = useDisclosure(false);
  const [isFilling, filling] = useDisclosure(false);
  const [removed, setRemoved] = useState<Alias | null>(null);
  const columns = useColumns(props, setRemoved);
  const aliases = aliasKinds.flatMap((kind) => provider.aliases[kind].map((value) => ({ kind, value })));
  const add = mayWrite && (
    <div className="row">
      <Button onClick={filling.open}>{t('serviceProviders.aliases.platform.open')}</Button>
      <Button leftSection={<Icon name="plus" size={16} />} onClick={adding.open}>
        {t('serviceProviders.aliases.add.open')}
      </Button>
    </div>
  );
  return (
    <Card
      title={t('serviceProviders.aliases.title')}
      lead={t('serviceProviders.aliases.lead')}
      flush
      actions={aliases.length > 0 && add}
    >
      {aliases.length === 0 ? (
        <EmptyState icon="link" title={t('serviceProviders.aliases.empty')} action={add}>
          {t('serviceProviders.aliases.emptyWords')}
        </EmptyState>
      ) : (
        <>
          <DataTable
            caption={t('serviceProviders.aliases.title')}
            columns={columns}
            items={aliases}
            rowKey={({ kind, value }) => `${kind} ${value}`}
          />
          <div className="alias-words stack">
            <HowTo />
            {mayWrite && provider.aliases.acsUrls.length > 0 && <PublishAliases {...props} />}
          </div>
        </>
      )}
      <AddAliasDialog {...props} opened={isAdding} onClose={adding.close} />
      <PlatformAliasesDialog {...props} opened={isFilling} onClose={filling.close} />
      {removed !== null && <RemoveDialog {...props} alias={removed} onClose={() => setRemoved(null)} />}
    </Card>
  );
};
