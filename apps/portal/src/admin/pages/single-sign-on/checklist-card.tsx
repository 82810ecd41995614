/** What to see working once single sign-on is on. */
import { checkSingleSignOn } from '@cordboard/contract/admin-api/single-sign-on';
import { Checkbox } from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useChange } from '../../api/use-api.ts';
import { formatInstant } from '../../format/format-instant.ts';
import { useFormatPlace } from '../../format/use-format-place.ts';
import { Card } from '../../parts/card.tsx';
import { ProblemNotice } from '../../parts/notice.tsx';
import type { SsoData } from './use-single-sign-on.ts';

interface ChecklistCardProps {
  readonly data: SsoData;
  readonly mayWrite: boolean;
}

export const ChecklistCard = ({ data, mayWrite }: ChecklistCardProps): ReactElement => {
  const { t } = useTranslation();
  const place = useFormatPlace();
  const check = useChange(checkSingleSignOn);
  const { sso } = data;
  // What was just ticked stands at once; the hub's answer follows.
  const asked = check.isPending ? check.variables.body : undefined;
  return (
    <div id="checklist" className="anchor">
      <Card title={t('singleSignOn.checklist.title')} lead={t('singleSignOn.checklist.lead')}>
        <div className="stack">
          {sso.checklist.map(({ item, done, by, at }) => (
            <Checkbox
              key={item}
              label={t(`singleSignOn.checklist.items.${item}`)}
              {...(by !== null &&
                at !== null && {
                  description: t('singleSignOn.checklist.by', { by, at: formatInstant(at, place) }),
                })}
              checked={asked?.item === item ? asked.done : done}
              disabled={!mayWrite}
              onChange={(event) =>
                check.mutate({ params: data.place, body: { item, done: event.currentTarget.checked } })
              }
            />
          ))}
          <p className="muted small">
            {t(sso.signInsSinceChange ? 'singleSignOn.checklist.signIns' : 'singleSignOn.checklist.noSignIns')}
          </p>
          {check.error !== null && <ProblemNotice problem={check.error} />}
        </div>
      </Card>
    </div>
  );
};
