/** Locale and zone of the reader: the browser's region where it speaks the portal's language. */
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormatPlace } from './format-instant.ts';

/** `en-GB` for a British browser, although the texts are `en`. */
export const chooseLocale = (language: string, preferred: readonly string[]): string =>
  preferred.find((tag) => tag.toLowerCase().startsWith(`${language.toLowerCase()}-`)) ?? language;

export const useFormatPlace = (): FormatPlace => {
  const { i18n } = useTranslation();
  return useMemo(() => ({ locale: chooseLocale(i18n.language, navigator.languages) }), [i18n.language]);
};
