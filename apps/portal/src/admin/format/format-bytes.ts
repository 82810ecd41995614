/** Sizes of files as people read them: 1.5 MB. */
const UNITS = ['byte', 'kilobyte', 'megabyte'] as const;

export const formatBytes = (bytes: number, locale: string): string => {
  const step = bytes < 1000 ? 0 : bytes < 1_000_000 ? 1 : 2;
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit: UNITS[step] ?? 'byte',
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** step);
};
