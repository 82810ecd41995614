/** What is chosen and what is sent, in the words of the other console. */

import { fillSnippet } from '@cordboard/vendors/fill-snippet';
import type { SentAttribute, Setting } from '@cordboard/vendors/guide-step';
import type { IdpVendor } from '@cordboard/vendors/idp-vendor';
import type { ShownStep } from '@cordboard/vendors/steps-for';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { InlineCode } from '../../parts/code-value.tsx';
import { CopyTextButton } from '../../parts/copy-button.tsx';
import { DataTable } from '../../parts/data-table.tsx';
import { type OwnValuesOptions, snippetValuesOf } from './own-values.ts';

export const SettingsTable = ({ settings }: { readonly settings: readonly Setting[] }): ReactElement => {
  const { t } = useTranslation();
  return (
    <div className="guide-table">
      <DataTable
        caption={t('setUps.wizard.settings')}
        items={settings}
        rowKey={({ field, choose }) => `${field} ${choose}`}
        columns={[
          { key: 'field', title: t('setUps.wizard.field'), isName: true, render: ({ field }) => field },
          { key: 'choose', title: t('setUps.wizard.choose'), render: ({ choose }) => choose },
        ]}
      />
    </div>
  );
};

export const AttributesTable = ({
  attributes,
  vendor,
}: {
  readonly attributes: readonly SentAttribute[];
  readonly vendor: IdpVendor;
}): ReactElement => {
  const { t } = useTranslation();
  return (
    <div className="guide-table">
      <DataTable
        caption={t('setUps.wizard.attributes')}
        items={attributes}
        rowKey={({ name }) => name}
        columns={[
          {
            key: 'name',
            title: vendor.attributeLabels.name,
            isName: true,
            render: ({ name }) => <InlineCode value={name} copyLabel={name} />,
          },
          {
            key: 'source',
            title: vendor.attributeLabels.source,
            render: ({ source }) => <InlineCode value={source} copyLabel={source} />,
          },
        ]}
      />
    </div>
  );
};

export const SnippetBox = ({
  snippet,
  own,
}: {
  readonly snippet: NonNullable<ShownStep['snippet']>;
  readonly own: OwnValuesOptions;
}): ReactElement => {
  const { t } = useTranslation();
  const { text, missing } = fillSnippet(snippet, snippetValuesOf(own));
  return (
    <div className="stack-s">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard. */}
      <pre className="mono snippet" dir="ltr" tabIndex={0}>
        {text}
      </pre>
      <div className="row">
        <CopyTextButton value={text} label={t('setUps.wizard.snippet')} />
      </div>
      {missing.length > 0 && <p className="muted small">{t('setUps.wizard.missing', { brackets: '{{…}}' })}</p>}
    </div>
  );
};
