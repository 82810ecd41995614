/** Names that look like that of somebody else. They are genuine, and name whom they name: to the character, and nobody else. */
import { nameIdXml, SAMPLE } from '../sample-response.ts';
import type { Forge, HostileCase } from './hostile-case.ts';

const [NAME = '', DOMAIN = ''] = SAMPLE.user.split('@');

const LOOK_ALIKES: Readonly<Record<string, { readonly description: string; readonly name: string }>> = {
  'right-to-left': {
    description: 'a right-to-left override',
    name: `\u202e${[...NAME].reverse().join('')}\u202c@${DOMAIN}`,
  },
  cyrillic: { description: 'a Cyrillic letter', name: SAMPLE.user.replace('a', '\u0430') },
  composed: { description: 'a composed character', name: `\u00e0${SAMPLE.user.slice(1)}` },
  decomposed: { description: 'a decomposed character', name: `a\u0300${SAMPLE.user.slice(1)}` },
  'trailing-space': { description: 'a space at the end', name: `${SAMPLE.user} ` },
  'leading-line-end': { description: 'a line end at the beginning', name: `\n${SAMPLE.user}` },
  'letter-case': { description: 'another letter case', name: SAMPLE.user.toUpperCase() },
  'zero-width': { description: 'a zero width joiner', name: `${NAME}\u200d@${DOMAIN}` },
  'no-break-space': { description: 'a no-break space', name: `${SAMPLE.user}\u00a0` },
  'full-width': { description: 'a full-width letter', name: SAMPLE.user.replace('a', '\uff41') },
  'dotless-i': { description: 'a dotless i, whose capital is that of i', name: SAMPLE.user.replace('i', '\u0131') },
  subdomain: { description: 'a domain that begins with ours', name: `${SAMPLE.user}.evil.example` },
};

/** As some libraries would read them. */
const FOLDED: Readonly<Record<string, { readonly description: string; readonly xml: string }>> = {
  cdata: { description: 'a CDATA section', xml: `<![CDATA[${NAME}]]>@${DOMAIN}` },
  references: { description: 'character references', xml: `&#97;${SAMPLE.user.slice(1)}` },
};

export const lookAlikeCases = (forge: Forge): readonly HostileCase[] => {
  const twin = { message: forge.message() };
  return [
    ...Object.entries(LOOK_ALIKES).map(
      ([id, { description, name }]): HostileCase => ({
        id: `look-alike-${id}`,
        attackClass: 'texts that look alike',
        description: `the NameID has ${description}`,
        code: 'accepted',
        nameId: name,
        twin,
        hostile: { message: forge.message({ nameId: nameIdXml(name) }) },
      }),
    ),
    ...Object.entries(FOLDED).map(
      ([id, { description, xml }]): HostileCase => ({
        id: `look-alike-${id}`,
        attackClass: 'texts that look alike',
        description: `${description} in the NameID, which is the same name`,
        code: 'accepted',
        twin,
        hostile: { message: forge.message({ nameId: nameIdXml(xml) }) },
      }),
    ),
    {
      id: 'look-alike-nul',
      attackClass: 'texts that look alike',
      description: 'NUL after the name, behind which some readers stop',
      code: 'xml.syntax',
      twin,
      hostile: { message: forge.message().replace(SAMPLE.user, `${SAMPLE.user}\u0000.evil.example`) },
    },
    {
      id: 'look-alike-nul-reference',
      attackClass: 'texts that look alike',
      description: 'a reference to NUL after the name',
      code: 'xml.syntax',
      twin,
      hostile: { message: forge.message().replace(SAMPLE.user, `${SAMPLE.user}&#0;.evil.example`) },
    },
  ];
};
