/** What the vendor's metadata looks like, to compare what one has with. Loaded only when somebody asks. */
import type { IdpVendor } from '@cordboard/vendors/idp-vendor';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyTextButton } from '../../parts/copy-button.tsx';
import { Dialog } from '../../parts/dialog.tsx';
import { LoadingState } from '../../parts/states.tsx';
import { useShortName } from './field-help.ts';
import './wizard.css';

const useSample = (vendor: IdpVendor, enabled: boolean): string | undefined =>
  useQuery({
    queryKey: ['samples', vendor.id],
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await import('@cordboard/vendors/idp-samples')).idpSamples[vendor.id].metadataXml,
  }).data;

export const MetadataSample = ({ vendor }: { readonly vendor: IdpVendor }): ReactElement => {
  const { t } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure(false);
  const sample = useSample(vendor, isOpen);
  const name = useShortName(vendor);
  return (
    <div>
      <button type="button" className="link-button" onClick={open}>
        {t('setUps.idp.sample')}
      </button>
      <Dialog opened={isOpen} title={t('setUps.idp.sampleTitle', { name })} onClose={close} wide>
        <div className="stack">
          <p className="muted">{t('setUps.idp.sampleLead')}</p>
          {sample === undefined ? (
            <LoadingState />
          ) : (
            <>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard. */}
              <pre className="mono snippet" dir="ltr" tabIndex={0}>
                {sample}
              </pre>
              <div className="row">
                <CopyTextButton value={sample} label={t('setUps.idp.sampleTitle', { name })} />
              </div>
            </>
          )}
        </div>
      </Dialog>
    </div>
  );
};
