/**
 * The look of Mantine's controls, from the tokens that every page of Cordboard shares. Mantine's own shades are
 * replaced wherever it would show one: several of them are too faint to read.
 */
import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  type MantineThemeOverride,
  Menu,
  Tooltip,
  type VariantColorsResolver,
} from '@mantine/core';

/** Only its middle is seen; the tokens stand for the rest. */
const cord: MantineColorsTuple = [
  '#e9f2fc',
  '#d3e3f8',
  '#bad4f3',
  '#8bb3f0',
  '#5f92e0',
  '#3a76cc',
  '#1f5fb8',
  '#194e99',
  '#15427f',
  '#0c2b55',
];

const quiet = {
  background: 'transparent',
  hover: 'var(--cb-hover)',
  border: '1px solid transparent',
};

/** A red control is one that ends or deletes something. */
const variantColorResolver: VariantColorsResolver = ({ variant, color }) => {
  const isDanger = color === 'red';
  switch (variant) {
    case 'filled':
      return isDanger
        ? {
            background: 'var(--cb-danger)',
            hover: 'var(--cb-danger-hover)',
            color: 'var(--cb-on-danger)',
            border: '1px solid transparent',
          }
        : {
            background: 'var(--cb-primary)',
            hover: 'var(--cb-primary-hover)',
            color: 'var(--cb-on-primary)',
            border: '1px solid transparent',
          };
    case 'subtle':
    case 'transparent':
      return { ...quiet, color: isDanger ? 'var(--cb-bad-tx)' : 'var(--cb-text)' };
    default:
      return {
        background: 'var(--cb-surface)',
        hover: 'var(--cb-hover)',
        color: isDanger ? 'var(--cb-bad-tx)' : 'var(--cb-text)',
        border: '1px solid var(--cb-line-strong)',
      };
  }
};

/** Mantine's names for colours, each with the token that it shows. */
const tokens: Readonly<Record<string, string>> = {
  '--mantine-color-body': 'var(--cb-surface)',
  '--mantine-color-text': 'var(--cb-text)',
  '--mantine-color-bright': 'var(--cb-text)',
  '--mantine-color-dimmed': 'var(--cb-muted)',
  '--mantine-color-placeholder': 'var(--cb-muted)',
  '--mantine-color-anchor': 'var(--cb-link)',
  '--mantine-color-error': 'var(--cb-bad-tx)',
  '--mantine-color-default': 'var(--cb-surface)',
  '--mantine-color-default-hover': 'var(--cb-hover)',
  '--mantine-color-default-color': 'var(--cb-text)',
  '--mantine-color-default-border': 'var(--cb-line-strong)',
  '--mantine-color-disabled': 'var(--cb-sunken)',
  '--mantine-color-disabled-color': 'var(--cb-muted)',
  '--mantine-color-disabled-border': 'var(--cb-line)',
  '--mantine-primary-color-filled': 'var(--cb-primary)',
  '--mantine-primary-color-filled-hover': 'var(--cb-primary-hover)',
  '--mantine-primary-color-light': 'var(--cb-info-bg)',
  '--mantine-primary-color-light-color': 'var(--cb-info-tx)',
  '--mantine-primary-color-contrast': 'var(--cb-on-primary)',
};

export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: { '--mantine-line-height': '1.5' },
  light: { ...tokens },
  dark: { ...tokens },
});

export const theme: MantineThemeOverride = createTheme({
  fontFamily: 'var(--cb-font)',
  fontFamilyMonospace: 'var(--cb-font-mono)',
  headings: { fontFamily: 'var(--cb-font)' },
  colors: { cord },
  primaryColor: 'cord',
  primaryShade: 6,
  variantColorResolver,
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: 'var(--cb-radius-s)', md: 'var(--cb-radius-m)', lg: 'var(--cb-radius-l)', xl: '16px' },
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  components: {
    Button: Button.extend({ defaultProps: { variant: 'default', size: 'sm' } }),
    // Inside of the bar that it belongs to, and without an element that takes the focus but is no item.
    Menu: Menu.extend({
      defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false, transitionProps: { duration: 0 } },
    }),
    Tooltip: Tooltip.extend({ defaultProps: { openDelay: 300, transitionProps: { duration: 0 } } }),
  },
});
