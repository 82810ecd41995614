/** The metadata of the identity provider as a file: kept as soon as it is dropped. */
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../../api/api-problem.ts';
import { formatBytes } from '../../format/format-bytes.ts';
import { FileDrop } from '../../parts/file-drop.tsx';
import { ProblemNotice } from '../../parts/notice.tsx';
import { StatusText } from '../../parts/status-badge.tsx';
import { useDraftStore } from './draft-store.ts';

const MOST_OCTETS = 1024 * 1024;

export const FileForm = (): ReactElement => {
  const { t, i18n } = useTranslation();
  const { draft, save } = useDraftStore();
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const kept = draft.identityProvider !== null && 'text' in draft.identityProvider ? draft.identityProvider.text : null;
  const keep = async (file: File): Promise<void> => {
    setProblem(null);
    try {
      await save({ identityProvider: { text: await file.text() } });
    } catch (error) {
      if (!(error instanceof ApiProblem)) {
        throw error;
      }
      setProblem(error);
    }
  };
  return (
    <div className="stack">
      <FileDrop
        label={t('setUps.idp.file')}
        accept=".xml,application/xml,text/xml,application/samlmetadata+xml"
        maxBytes={MOST_OCTETS}
        onFile={(file) => void keep(file)}
      />
      <p className="muted small">{t('setUps.idp.fileHelp')}</p>
      {kept !== null && (
        <StatusText status="ok">
          {t('setUps.idp.fileKept', { size: formatBytes(new Blob([kept]).size, i18n.language) })}
        </StatusText>
      )}
      {problem !== null && <ProblemNotice problem={problem} />}
    </div>
  );
};
