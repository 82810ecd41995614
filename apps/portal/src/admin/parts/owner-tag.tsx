/** Who has to do a step: violet for somebody else, plain for the reader. */
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './icon.tsx';
import './steps.css';

/** `you`, or the name of somebody else, such as "Okta administrator". */
export const OwnerTag = ({ owner }: { readonly owner: 'you' | { readonly name: string } }): ReactElement => {
  const { t } = useTranslation();
  return owner === 'you' ? (
    <span className="owner you">{t('parts.you')}</span>
  ) : (
    <span className="owner">
      <Icon name="person" size={14} />
      {owner.name}
    </span>
  );
};
