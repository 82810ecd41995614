/** The settings of a draft in words, each with the reason for its preset. */
import { type ConnectionSettings, connectionSettings } from '@cordboard/contract/tenant-settings';
import type { IdpVendor } from '@cordboard/vendors/idp-vendor';
import type { PlatformProfile } from '@cordboard/vendors/platform-profile';
import { presetsFor } from '@cordboard/vendors/presets-for';
import type { TFunction } from 'i18next';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable } from '../../parts/data-table.tsx';

const shown = ['require', 'idpInitiated', 'clockSkewSeconds', 'cbcSignedInside', 'match', 'profile'] as const;
type Shown = (typeof shown)[number];

const matchText = ({ match }: ConnectionSettings, t: TFunction): string => {
  const ways = [
    ...(match.emailAttribute === undefined ? [] : [t('setUps.settings.byAttribute', { name: match.emailAttribute })]),
    ...(match.nameIdIsEmail ? [t('setUps.settings.byNameId')] : []),
    ...(match.linkAttribute === undefined ? [] : [t('setUps.settings.byLink', { name: match.linkAttribute })]),
  ];
  const domains = match.allowAnyEmailDomain
    ? t('setUps.settings.anyDomain')
    : match.emailDomains.length === 0
      ? t('setUps.settings.noDomains')
      : t('setUps.settings.domains', { domains: match.emailDomains.join(', ') });
  return ways.length === 0 ? t('setUps.settings.byNothing') : [...ways, domains].join('. ');
};

const valueText = (setting: Shown, settings: ConnectionSettings, t: TFunction): string => {
  switch (setting) {
    case 'require':
      return t(`setUps.settings.require.${settings.require}`);
    case 'idpInitiated':
      return t(`setUps.settings.idpInitiated.${settings.idpInitiated}`);
    case 'clockSkewSeconds':
      return t('setUps.settings.seconds', { count: settings.clockSkewSeconds });
    case 'cbcSignedInside':
      return t(settings.cbcSignedInside ? 'setUps.settings.yes' : 'setUps.settings.no');
    case 'match':
      return matchText(settings, t);
    case 'profile':
      return Object.values(settings.profile)
        .filter((name) => name !== undefined)
        .join(', ');
  }
};

interface SettingsReasonsProps {
  readonly settings: unknown;
  readonly vendor: IdpVendor;
  readonly platform: PlatformProfile;
}

export const SettingsReasons = ({ settings, vendor, platform }: SettingsReasonsProps): ReactElement => {
  const { t } = useTranslation();
  const { reasons } = presetsFor(vendor, platform);
  const parsed = connectionSettings.parse(settings);
  const reasonOf = (setting: Shown): string => {
    const found = reasons.find((each) => each.setting === setting);
    return found === undefined ? '' : t('setUps.settings.from', { reason: found.reason, from: found.from });
  };
  return (
    <div className="guide-table">
      <DataTable
        caption={t('setUps.settings.caption')}
        items={shown}
        rowKey={(setting) => setting}
        columns={[
          {
            key: 'setting',
            title: t('setUps.settings.setting'),
            isName: true,
            render: (setting) => t(`setUps.settings.names.${setting}`),
          },
          { key: 'value', title: t('setUps.settings.value'), render: (setting) => valueText(setting, parsed, t) },
          {
            key: 'reason',
            title: t('setUps.settings.reason'),
            render: (setting) => <span className="muted">{reasonOf(setting)}</span>,
          },
        ]}
      />
    </div>
  );
};
