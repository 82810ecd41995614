/** Jumps to a page, a person or a sign-in: type, choose with the arrows, Enter. */

import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactElement, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../parts/dialog.tsx';
import { Icon } from '../parts/icon.tsx';
import type { SearchTarget } from './find-targets.ts';
import type { ShellData } from './shell-data.ts';
import { useSearchTargets } from './use-search-targets.ts';
import './search-dialog.css';

interface SearchDialogProps {
  readonly data: ShellData;
  readonly opened: boolean;
  readonly onClose: () => void;
}

interface ResultsProps {
  readonly id: string;
  readonly targets: readonly SearchTarget[];
  readonly active: number;
  readonly onChoose: (target: SearchTarget) => void;
}

const Results = ({ id, targets, active, onChoose }: ResultsProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <div id={id} role="listbox" aria-label={t('shell.search.title')} className="search-results">
      {targets.map((target, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus; Enter there chooses.
        // biome-ignore lint/a11y/useKeyWithClickEvents: the same.
        <div
          key={target.key}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className="search-result"
          onClick={() => onChoose(target)}
        >
          <span className="search-title">{target.title}</span>
          {target.detail !== undefined && <span className="muted small">{target.detail}</span>}
        </div>
      ))}
    </div>
  );
};

const Search = ({ data, onClose }: Omit<SearchDialogProps, 'opened'>): ReactElement => {
  const { t } = useTranslation();
  const id = useId();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [active, setActive] = useState(0);
  const targets = useSearchTargets(data, typed.trim());
  const choose = (target: SearchTarget): void => {
    onClose();
    void navigate({ to: target.to, search: target.search ?? {} });
  };
  const step = (event: KeyboardEvent): void => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const target = targets[active];
    if (by !== undefined && targets.length > 0) {
      event.preventDefault();
      setActive((active + by + targets.length) % targets.length);
    } else if (event.key === 'Enter' && target !== undefined) {
      event.preventDefault();
      choose(target);
    }
  };
  return (
    <div className="stack-s">
      <TextInput
        data-autofocus
        label={t('shell.search.label')}
        leftSection={<Icon name="search" size={16} />}
        autoComplete="off"
        spellCheck={false}
        role="combobox"
        aria-expanded={targets.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        {...(targets.length > 0 && { 'aria-activedescendant': `${id}-${active}` })}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setActive(0);
        }}
        onKeyDown={step}
      />
      <Results id={id} targets={targets} active={active} onChoose={choose} />
      <p className={targets.length === 0 ? 'muted small' : 'hidden'} role="status">
        {targets.length === 0 ? t('shell.search.nothing') : t('shell.search.count', { count: targets.length })}
      </p>
    </div>
  );
};

export const SearchDialog = ({ opened, ...props }: SearchDialogProps): ReactElement => {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={props.onClose} title={t('shell.search.title')} atTop>
      <Search {...props} />
    </Dialog>
  );
};
