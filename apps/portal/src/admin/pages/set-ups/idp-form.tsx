/** Where the values of the identity provider are entered: by address, as a file, or one by one. */
import type { LabelledEntry } from '@cordboard/vendors/steps-for';
import { SegmentedControl } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { vendorOfId } from '../single-sign-on/known-vendor.ts';
import { type DraftIdentityProvider, useDraftStore } from './draft-store.ts';
import { FileForm } from './file-form.tsx';
import { ManualForm } from './manual-form.tsx';
import { MetadataSample } from './metadata-sample.tsx';
import { UrlForm } from './url-form.tsx';

const ways = ['url', 'file', 'manual'] as const;
type Way = (typeof ways)[number];

const wayOf = (entered: DraftIdentityProvider | null, enters: readonly LabelledEntry[]): Way => {
  if (entered !== null) {
    return 'url' in entered ? 'url' : 'text' in entered ? 'file' : 'manual';
  }
  const [first] = enters;
  return first?.value === 'metadataUrl' ? 'url' : first?.value === 'metadataFile' ? 'file' : 'manual';
};

export interface IdpFormProps {
  /** What the step asks for, which decides the way that is open first. */
  readonly enters: readonly LabelledEntry[];
  readonly saveLabel: string;
}

export const IdpForm = ({ enters, saveLabel }: IdpFormProps): ReactElement => {
  const { t } = useTranslation();
  const { draft } = useDraftStore();
  const [way, setWay] = useState<Way>(() => wayOf(draft.identityProvider, enters));
  const vendor = vendorOfId(draft.vendor);
  return (
    <div className="stack">
      <SegmentedControl
        aria-label={t('setUps.idp.way')}
        value={way}
        onChange={(value) => setWay(ways.find((each) => each === value) ?? 'url')}
        data={ways.map((value) => ({ value, label: t(`setUps.idp.ways.${value}`) }))}
      />
      {way === 'url' && <UrlForm vendor={vendor} saveLabel={saveLabel} />}
      {way === 'file' && <FileForm />}
      {way === 'manual' && <ManualForm vendor={vendor} saveLabel={saveLabel} />}
      {way !== 'manual' && <MetadataSample vendor={vendor} />}
    </div>
  );
};
