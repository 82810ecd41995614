/** What the hub refused, with its usual cause and what helps. */
import { explainCode } from '@cordboard/advice/explain-code';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiProblem } from '../api/api-problem.ts';
import { describeProblem } from '../api/describe-problem.ts';
import { Notice } from './notice.tsx';
import { Words } from './words.tsx';

export const ExplainedProblem = ({
  problem,
  title,
}: {
  readonly problem: ApiProblem;
  readonly title?: string;
}): ReactElement => {
  const { t } = useTranslation();
  const words = describeProblem(problem, t);
  const explanation = explainCode(problem.code);
  return (
    <Notice status="bad" title={title ?? words.title} role="alert">
      <div className="stack-s">
        {title !== undefined && <p>{words.title}</p>}
        <p>{words.detail}</p>
        {problem.fields.map(({ path, message }) => (
          <p key={`${path} ${message}`}>
            {path}: {message}
          </p>
        ))}
        {explanation !== null && (
          <>
            <p>
              <Words text={t('setUps.preview.why', { cause: explanation.cause })} />
            </p>
            <p>
              <Words text={t('setUps.preview.fix', { fix: explanation.fix })} />
            </p>
          </>
        )}
      </div>
    </Notice>
  );
};
