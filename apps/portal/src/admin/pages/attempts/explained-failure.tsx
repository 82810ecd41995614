/** A refused sign-in or sign-out in plain words: what happened, why, who is affected, and what whom to do. */
import { type Explanation, explainCode } from '@cordboard/advice/explain-code';
import type { AttemptView } from '@cordboard/contract/control';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { CopyTextButton } from '../../parts/copy-button.tsx';
import { OwnerTag } from '../../parts/owner-tag.tsx';
import { StatusIcon } from '../../parts/status-icon.tsx';
import { Words } from '../../parts/words.tsx';
import type { NamedVendor } from '../single-sign-on/known-vendor.ts';
import { ComparedValues } from './compared-values.tsx';
import { failedCheck } from './group-checks.ts';
import { mistakenField } from './mistaken-field.ts';
import { ownerMessage } from './owner-message.ts';
import { useSameCause } from './use-same-cause.ts';
import './attempts.css';

interface ExplainedProps {
  readonly company: string;
  readonly environment: string;
  readonly attempt: AttemptView;
  /** The product of the identity provider, where it is known. */
  readonly vendor?: NamedVendor;
}

/** From what really happened, not from what the code is usually about. */
const useAffected = ({ company, environment, attempt }: ExplainedProps): string | null => {
  const { t } = useTranslation();
  const { kind } = attempt;
  const code = attempt.code ?? '';
  const found = useSameCause(company, environment, code);
  if (found.data === undefined) {
    return null;
  }
  const { items, next } = found.data.body;
  const count = items.length;
  if (next !== null) {
    return t(`attempts.kinds.${kind}.affectedMore`, { count });
  }
  if (count === 0) {
    return t('attempts.explanation.old');
  }
  if (count === 1) {
    return t(`attempts.kinds.${kind}.alone`, { count });
  }
  const people = new Set(items.map(({ user, subject, reference }) => user ?? subject ?? reference)).size;
  return t(`attempts.kinds.${kind}.affected`, { count, people: t('attempts.explanation.people', { count: people }) });
};

const What = (props: ExplainedProps & { readonly explanation: Explanation | null }): ReactElement => {
  const { attempt, explanation } = props;
  const { t } = useTranslation();
  const affected = useAffected(props);
  const failed = failedCheck(attempt);
  return (
    <div className="explained-what">
      <h2 className="explained-title">
        <StatusIcon status="bad" size={22} />
        {explanation?.found.replace(/\.$/, '') ?? t('attempts.explanation.unknown')}
      </h2>
      <dl className="explained-facts">
        <dt>{t('attempts.explanation.what')}</dt>
        <dd>
          {explanation === null
            ? t('attempts.explanation.unknownWords')
            : t(`attempts.kinds.${attempt.kind}.refusedWords`, { found: explanation.found })}
        </dd>
        {explanation !== null && (
          <>
            <dt>{t('attempts.explanation.why')}</dt>
            <dd>
              <Words text={explanation.cause} />
            </dd>
          </>
        )}
        {affected !== null && (
          <>
            <dt>{t('attempts.explanation.who')}</dt>
            <dd>{affected}</dd>
          </>
        )}
        {failed?.hint !== undefined && (
          <>
            <dt>{t('attempts.explanation.hint')}</dt>
            <dd>{failed.hint}</dd>
          </>
        )}
      </dl>
      <ComparedValues expected={failed?.expected} received={failed?.received} />
    </div>
  );
};

/** "Administrator of the identity provider", or of the product by its name. */
const SomebodyElse = ({
  actor,
  vendor,
}: {
  readonly actor: Exclude<Explanation['actor'], 'administrator'>;
  readonly vendor: NamedVendor | undefined;
}): ReactElement => {
  const { t } = useTranslation();
  const isKnown = actor === 'identity-provider' && vendor !== undefined && vendor.vendor.id !== 'generic';
  return <OwnerTag owner={{ name: isKnown ? vendor.vendor.owner : t(`attempts.explanation.owners.${actor}`) }} />;
};

const Do = ({
  attempt,
  vendor,
  explanation,
}: Pick<ExplainedProps, 'attempt' | 'vendor'> & {
  readonly explanation: Explanation;
}): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const { actor, fix } = explanation;
  const isYours = actor === 'administrator';
  const field = vendor === undefined ? null : mistakenField(vendor.vendor, attempt.code ?? '');
  const where =
    field === null || vendor === undefined
      ? null
      : t('attempts.explanation.field', { product: vendor.name, label: field.label, where: field.where });
  const at = formatInstant(attempt.startedAt, place);
  return (
    <div className="explained-do">
      <h2>{t('attempts.explanation.steps')}</h2>
      {actor === 'administrator' ? <OwnerTag owner="you" /> : <SomebodyElse actor={actor} vendor={vendor} />}
      <p>
        <Words text={fix} />
      </p>
      {where !== null && <p>{where}</p>}
      {!isYours && (
        <CopyTextButton
          filled
          value={ownerMessage({ attempt, explanation, where, at, t })}
          label={t('attempts.explanation.copy')}
        />
      )}
      {!isYours && <OwnerTag owner="you" />}
      <p>{t(`attempts.kinds.${attempt.kind}.afterwards`)}</p>
    </div>
  );
};

export const ExplainedFailure = (props: ExplainedProps): ReactElement => {
  const explanation = explainCode(props.attempt.code ?? '');
  return (
    <section className="explained">
      <What {...props} explanation={explanation} />
      {explanation !== null && <Do {...props} explanation={explanation} />}
    </section>
  );
};
