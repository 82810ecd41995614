/** One step of a guide: what to do, what to copy, what to choose, what to enter. */
import type { ShownStep } from '@cordboard/vendors/steps-for';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../parts/notice.tsx';
import { vendorOfId } from '../single-sign-on/known-vendor.ts';
import { CopiedValue } from './copied-value.tsx';
import { useDraftStore } from './draft-store.ts';
import { AttributesTable, SettingsTable, SnippetBox } from './guide-tables.tsx';
import { IdpForm } from './idp-form.tsx';
import type { OwnValuesOptions } from './own-values.ts';
import { PersonForm } from './person-form.tsx';
import { entersIdentityProvider, entersPerson } from './wizard-steps.ts';

interface StepBodyProps {
  readonly step: ShownStep;
  readonly own: OwnValuesOptions;
  readonly saveLabel: string;
}

export const StepBody = ({ step, own, saveLabel }: StepBodyProps): ReactElement => {
  const { t } = useTranslation();
  const { draft } = useDraftStore();
  const { copies, settings = [], attributes = [], snippet, warning } = step;
  return (
    <div className="stack">
      <p className="step-text">{step.text}</p>
      {copies.map((copy) => (
        <CopiedValue key={`${copy.value} ${copy.label}`} copy={copy} own={own} />
      ))}
      {settings.length > 0 && <SettingsTable settings={settings} />}
      {attributes.length > 0 && <AttributesTable attributes={attributes} vendor={vendorOfId(draft.vendor)} />}
      {snippet !== undefined && <SnippetBox snippet={snippet} own={own} />}
      {warning !== undefined && (
        <Notice status="warn" title={t('setUps.wizard.warning')}>
          {warning}
        </Notice>
      )}
      {entersIdentityProvider(step) && <IdpForm enters={step.enters} saveLabel={saveLabel} />}
      {entersPerson(step) && draft.settings !== null && <PersonForm />}
    </div>
  );
};
