/** The administrators of the installation, for people. */
import type { AdministratorsAnswer } from '@cordboard/contract/control';
import { printableText } from '@cordboard/contract/printable-text';
import type { Paint } from '@cordboard/server/render-plan';
import { formatTime } from './format-time.ts';

const describe = (
  { login, name, enabled, roles, secondFactors, lastSignedInAt }: AdministratorsAnswer['administrators'][number],
  paint: Paint,
): string =>
  [
    `${printableText(login)}  ${printableText(name)}${enabled ? '' : `  ${paint.bad('disabled')}`}`,
    `  ${roles.length === 0 ? 'no role' : roles.join(', ')}`,
    `  second factor: ${secondFactors.length === 0 ? 'none' : secondFactors.join(', ')}`,
    `  ${lastSignedInAt === null ? 'never signed in' : `last signed in ${formatTime(lastSignedInAt)}`}`,
  ].join('\n');

/** One paragraph each. */
export const renderAdministrators = ({ administrators, more }: AdministratorsAnswer, paint: Paint): string => {
  if (administrators.length === 0) {
    return 'There are no administrators. `cordboard admin recover` makes the link of the first owner.';
  }
  const paragraphs = administrators.map((administrator) => describe(administrator, paint));
  return [...paragraphs, ...(more ? ['… and more'] : [])].join('\n\n');
};
