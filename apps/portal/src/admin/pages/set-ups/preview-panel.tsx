/** The preview of what a draft would trust. */
import { idpVendor, idpVendors } from '@cordboard/vendors/idp-vendors';
import { Button } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ExplainedProblem } from '../../parts/explained-problem.tsx';
import { Notice } from '../../parts/notice.tsx';
import { LoadingState } from '../../parts/states.tsx';
import { vendorOfId } from '../single-sign-on/known-vendor.ts';
import type { ServiceProviderPlace } from '../single-sign-on/place.ts';
import { useDraftStore } from './draft-store.ts';
import { TrustChanges, TrustFacts, TrustWarnings } from './trust-facts.tsx';
import { completeSource, type Preview, usePreview } from './use-preview.ts';

interface PreviewPanelProps {
  readonly place: ServiceProviderPlace;
  /** The connection that exists already; null for a new one. */
  readonly connection: string | null;
}

/** The chosen one is kept as single values: a draft has no room for a choice. */
const Choice = ({
  place,
  entities,
}: {
  readonly place: ServiceProviderPlace;
  readonly entities: readonly string[];
}): ReactElement => {
  const { t } = useTranslation();
  const { draft, save, isSaving } = useDraftStore();
  const [entityId, choose] = useState<string | undefined>(undefined);
  const source = entityId === undefined ? null : completeSource(draft.identityProvider);
  const found = usePreview({ place, source, connection: null, ...(entityId !== undefined && { entityId }) });
  const facts = found.data?.identityProvider;
  const keep = async (): Promise<void> => {
    const [signIn] = facts?.signIn ?? [];
    if (facts == null || signIn === undefined) {
      return;
    }
    const [signOut] = facts.signOut;
    const manual = {
      entityId: facts.entityId,
      loginUrl: signIn.url,
      loginBinding: signIn.binding,
      ...(signOut !== undefined && { logoutUrl: signOut.url }),
      certificates: facts.certificates.map(({ pem }) => pem),
    };
    await save({ identityProvider: { manual } });
  };
  return (
    <fieldset className="fieldset">
      <legend>{t('setUps.preview.choose')}</legend>
      <p className="muted">{t('setUps.preview.chooseWords')}</p>
      {entities.map((entity) => (
        <label key={entity} className="row choice-line">
          <input type="radio" name="entity" checked={entity === entityId} onChange={() => choose(entity)} />
          <span className="mono">{entity}</span>
        </label>
      ))}
      {facts != null && <TrustFacts facts={facts} />}
      <div className="row">
        <Button aria-disabled={facts == null} loading={isSaving || found.isFetching} onClick={() => void keep()}>
          {t('setUps.preview.chooseAction')}
        </Button>
      </div>
    </fieldset>
  );
};

const OtherVendor = ({ found }: { readonly found: NonNullable<Preview['vendor']> }): ReactElement | null => {
  const { t } = useTranslation();
  const { draft } = useDraftStore();
  const known = idpVendors.find(({ id }) => id === found.id) ?? idpVendor('generic');
  return known.id === 'generic' || known.id === draft.vendor ? null : (
    <Notice status="info">
      {t('setUps.preview.looksLike', { found: known.name, name: vendorOfId(draft.vendor).name })}
    </Notice>
  );
};

const Found = ({ place, preview, connection }: PreviewPanelProps & { readonly preview: Preview }): ReactElement => {
  const { t } = useTranslation();
  if (preview.identityProvider === null) {
    return <Choice place={place} entities={preview.entities} />;
  }
  return (
    <>
      <TrustWarnings warnings={preview.warnings} />
      {preview.vendor !== null && <OtherVendor found={preview.vendor} />}
      {connection !== null && preview.changes !== null && (
        <>
          <h3>{t('setUps.preview.changes')}</h3>
          <TrustChanges changes={preview.changes} />
        </>
      )}
      <TrustFacts facts={preview.identityProvider} />
      <p className="muted small">{t('setUps.preview.confirm')}</p>
    </>
  );
};

export const PreviewPanel = ({ place, connection }: PreviewPanelProps): ReactElement | null => {
  const { t } = useTranslation();
  const { draft } = useDraftStore();
  const source = completeSource(draft.identityProvider);
  const found = usePreview({ place, source, connection });
  if (source === null) {
    return null;
  }
  return (
    <section className="preview" aria-label={t('setUps.preview.title')}>
      <h3>{t('setUps.preview.title')}</h3>
      {found.error !== null && <ExplainedProblem problem={found.error} title={t('setUps.preview.failed')} />}
      {found.error === null && found.data === undefined && <LoadingState label={t('setUps.preview.checking')} />}
      {found.data !== undefined && <Found place={place} preview={found.data} connection={connection} />}
    </section>
  );
};
