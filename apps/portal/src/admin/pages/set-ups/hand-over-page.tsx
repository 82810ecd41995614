/** What is given to the administrator of the identity provider: to print, to copy, to keep as a file. */

import { readCompany } from '@cordboard/contract/admin-api/companies';
import { Button } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/use-api.ts';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { Card } from '../../parts/card.tsx';
import { CodeValue } from '../../parts/code-value.tsx';
import { CopyTextButton } from '../../parts/copy-button.tsx';
import { DownloadButton } from '../../parts/download-button.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { namedVendor } from '../single-sign-on/known-vendor.ts';
import { CopiedValue } from './copied-value.tsx';
import { AttributesTable, SettingsTable, SnippetBox } from './guide-tables.tsx';
import { handedSteps, handedValues, handOverText } from './hand-over-text.ts';
import { ownValueText } from './own-values.ts';
import { type FramedSetUp, SetUpFrame } from './set-up-frame.tsx';
import './hand-over.css';
import './wizard.css';

const SSO = '/$company/$environment/realms/$realm/single-sign-on';
const routeApi = getRouteApi(`/_signed-in${SSO}/$serviceProvider/set-ups/$setUp/hand-over`);

const Values = ({ framed: { own } }: { readonly framed: FramedSetUp }): ReactElement => {
  const { t } = useTranslation();
  return (
    <Card title={t('setUps.sheet.values')}>
      <div className="stack">
        {handedValues(own).map(({ key, label, text }) =>
          key === 'signingCertificate' || key === 'encryptionCertificate' || key === 'nodeAcsUrls' ? (
            <div key={key} className="stack-s">
              <CopiedValue copy={{ value: key, label }} own={own} />
              {key !== 'nodeAcsUrls' && <pre className="mono sheet-pem">{text}</pre>}
            </div>
          ) : (
            <CodeValue key={key} label={label} value={text} />
          ),
        )}
      </div>
    </Card>
  );
};

const Steps = ({ framed }: { readonly framed: FramedSetUp }): ReactElement => {
  const { t } = useTranslation();
  const { setUp, situation, own } = framed;
  const { name } = namedVendor(own.vendor, setUp.name);
  return (
    <Card title={t('setUps.sheet.steps', { name })}>
      <ol className="sheet-steps">
        {handedSteps(setUp, situation).map((step) => (
          <li key={step.id}>
            <h3>{step.title}</h3>
            <p>{step.text}</p>
            {step.copies
              .filter(({ value }) => ownValueText(value, own) !== null)
              .map(({ value, label }) => (
                <p key={value} className="muted">
                  → {label}
                </p>
              ))}
            {step.settings !== undefined && step.settings.length > 0 && <SettingsTable settings={step.settings} />}
            {step.attributes !== undefined && step.attributes.length > 0 && (
              <AttributesTable attributes={step.attributes} vendor={own.vendor} />
            )}
            {step.snippet !== undefined && <SnippetBox snippet={step.snippet} own={own} />}
            {step.warning !== undefined && <p className="sheet-warning">{step.warning}</p>}
          </li>
        ))}
      </ol>
    </Card>
  );
};

const SendBack = (): ReactElement => {
  const { t } = useTranslation();
  const items = ['preferred', 'entityId', 'loginUrl', 'logoutUrl', 'certificate'] as const;
  return (
    <Card title={t('setUps.sheet.sendBack')}>
      <div className="stack-s">
        <ul className="bullets">
          {items.map((item) => (
            <li key={item}>{t(`setUps.sheet.sendBackItems.${item}`)}</li>
          ))}
        </ul>
        <p className="muted">{t('setUps.sheet.ours')}</p>
      </div>
    </Card>
  );
};

const Found = ({ framed }: { readonly framed: FramedSetUp }): ReactElement => {
  const { t } = useTranslation();
  const format = useFormatPlace();
  const { place, setUp, own, situation, environmentName } = framed;
  const company = useApi(readCompany, { params: { company: place.company } }).data?.body.name ?? place.company;
  const at = formatInstant(setUp.updatedAt, format);
  const { name } = namedVendor(own.vendor, setUp.name);
  const steps = handedSteps(setUp, situation);
  const text = handOverText({ own, name, steps, company, environment: environmentName, at, t });
  const title = t('setUps.sheet.title', { name });
  return (
    <div className="sheet">
      <PageHeader
        title={title}
        lead={t('setUps.sheet.lead')}
        back={{ label: t('setUps.sheet.back'), link: { to: `${SSO}/$serviceProvider/set-ups/$setUp`, params: place } }}
        facts={
          <>
            <span>{t('setUps.sheet.of', { company, environment: environmentName })}</span>
            <span>{t('setUps.sheet.forWhom', { owner: own.vendor.owner })}</span>
            <span className="muted">{t('setUps.sheet.made', { at })}</span>
          </>
        }
        actions={
          <div className="row sheet-actions">
            <Button variant="filled" onClick={() => window.print()}>
              {t('setUps.sheet.print')}
            </Button>
            <CopyTextButton value={text} label={t('setUps.sheet.copy')} />
            <DownloadButton fileName={`hand-over-${setUp.connection}.txt`} text={text} mediaType="text/plain">
              {t('setUps.sheet.download')}
            </DownloadButton>
          </div>
        }
      />
      <div className="stack">
        <Values framed={framed} />
        <Steps framed={framed} />
        <SendBack />
      </div>
    </div>
  );
};

export const HandOverPage = (): ReactElement => {
  const place = routeApi.useParams();
  return <SetUpFrame place={place}>{(framed) => <Found framed={framed} />}</SetUpFrame>;
};
