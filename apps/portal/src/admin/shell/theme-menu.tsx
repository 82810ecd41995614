/** Light, dark, or like the system; remembered in this browser. */
import {
  ActionIcon,
  type MantineColorScheme,
  Menu,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from '../parts/icon.tsx';

const schemes: readonly (readonly [scheme: MantineColorScheme, icon: IconName])[] = [
  ['light', 'sun'],
  ['dark', 'moon'],
  ['auto', 'device'],
];

export const ThemeMenu = (): ReactElement => {
  const { t } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const shown = useComputedColorScheme('light');
  return (
    <Menu position="bottom-end" width={200}>
      <Menu.Target>
        <ActionIcon variant="subtle" size="lg" aria-label={t('shell.theme.label')}>
          <Icon name={shown === 'dark' ? 'sun' : 'moon'} size={20} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.RadioGroup value={colorScheme} onChange={(chosen) => setColorScheme(chosen as MantineColorScheme)}>
          {schemes.map(([scheme, icon]) => (
            <Menu.RadioItem
              key={scheme}
              value={scheme}
              closeMenuOnClick
              rightSection={<Icon name={icon} size={16} />}
              checkIcon={<Icon name="check" size={16} />}
            >
              {t(`shell.theme.${scheme}`)}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
};
