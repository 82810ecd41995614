/** The sign-in attempts of an environment: by cause, by filter, by reference. */
import { listAttempts } from '@cordboard/contract/admin-api/attempts';
import { attemptKinds, attemptOutcomes } from '@cordboard/contract/control';
import { Select, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { useApiList } from '../../api/use-api.ts';
import { Panel } from '../../parts/card.tsx';
import { ApiTable } from '../../parts/data-table.tsx';
import { FilterForm } from '../../parts/filters.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { EmptyState } from '../../parts/states.tsx';
import { useAttemptColumns } from './attempt-columns.tsx';
import { CausesCard } from './causes-card.tsx';
import { FindByReference } from './find-by-reference.tsx';

const routeApi = getRouteApi('/_signed-in/$company/$environment/sign-in-attempts');
const REFRESH_MS = 15_000;

type Kind = (typeof attemptKinds)[number];
type Outcome = (typeof attemptOutcomes)[number];

export interface AttemptSearch {
  readonly kind?: Kind | undefined;
  readonly outcome?: Outcome | undefined;
  readonly code?: string | undefined;
  readonly person?: string | undefined;
}

interface FiltersProps {
  readonly search: AttemptSearch;
  readonly onChange: (search: AttemptSearch) => void;
}

const isOutcome = (value: string | undefined): value is Outcome => attemptOutcomes.some((outcome) => outcome === value);

const isKind = (value: string | undefined): value is Kind => attemptKinds.some((kind) => kind === value);

const AttemptFilters = ({ search, onChange }: FiltersProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <FilterForm
      key={JSON.stringify(search)}
      label={t('attempts.filters')}
      onApply={({ kind, outcome, code, person }) =>
        onChange({ ...(isKind(kind) && { kind }), ...(isOutcome(outcome) && { outcome }), code, person })
      }
      onReset={() => onChange({})}
    >
      <Select
        name="kind"
        label={t('attempts.kind')}
        defaultValue={search.kind ?? 'all'}
        allowDeselect={false}
        data={[
          { value: 'all', label: t('attempts.anyKind') },
          ...attemptKinds.map((value) => ({ value, label: t(`attempts.kinds.${value}.name`) })),
        ]}
      />
      <Select
        name="outcome"
        label={t('attempts.outcome')}
        defaultValue={search.outcome ?? 'all'}
        allowDeselect={false}
        data={[
          { value: 'all', label: t('attempts.anyOutcome') },
          ...attemptOutcomes.map((value) => ({ value, label: t(`attempts.outcomes.${value}`) })),
        ]}
      />
      <TextInput
        label={t('attempts.person')}
        placeholder={t('attempts.personHelp')}
        name="person"
        defaultValue={search.person ?? ''}
      />
      <TextInput
        label={t('attempts.code')}
        placeholder="assertion.audience"
        name="code"
        defaultValue={search.code ?? ''}
      />
    </FilterForm>
  );
};

export const AttemptsPage = (): ReactElement => {
  const { t } = useTranslation();
  const place = routeApi.useParams();
  const search = routeApi.useSearch();
  const navigate = routeApi.useNavigate();
  const { company, environment } = place;
  const query = { environment, ...search };
  const list = useApiList(listAttempts, { params: { company }, query }, { refetchMs: REFRESH_MS });
  const columns = useAttemptColumns(place);
  const isFiltered = Object.values(search).some((value) => value !== undefined);
  const show = (changed: AttemptSearch): void => void navigate({ search: changed });
  return (
    <div>
      <PageHeader title={t('attempts.title')} lead={t('attempts.lead')} actions={<FindByReference place={place} />} />
      <div className="stack">
        <CausesCard place={place} onShow={(code) => show({ code })} />
        <Panel>
          <AttemptFilters search={search} onChange={show} />
          <ApiTable
            caption={t('attempts.caption')}
            columns={columns}
            list={list}
            rowKey={({ reference }) => reference}
            empty={
              <EmptyState
                icon={isFiltered ? 'search' : 'activity'}
                title={t(isFiltered ? 'attempts.emptyFiltered' : 'attempts.empty')}
              >
                {t(isFiltered ? 'attempts.emptyFilteredWords' : 'attempts.emptyWords')}
              </EmptyState>
            }
          />
        </Panel>
      </div>
    </div>
  );
};
