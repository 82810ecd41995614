/** What the sandbox says about a person, named as one of the known identity providers would. */
import { ATTRIBUTE_NAME_BASIC, ATTRIBUTE_NAME_URI, type Attribute } from '@cordboard/saml';
import type { AttributeStyle, SandboxUser } from './sandbox-idp-options.ts';

type Fact = 'login' | 'email' | 'firstName' | 'lastName' | 'displayName' | 'department' | 'groups';

const CLAIMS_2005 = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';
const CLAIMS_2008 = 'http://schemas.microsoft.com/ws/2008/06/identity/claims';

interface Naming {
  readonly nameFormat?: string;
  readonly names: Readonly<Record<Fact, readonly [name: string, friendlyName?: string]>>;
}

const NAMING: Readonly<Record<Exclude<AttributeStyle, 'none'>, Naming>> = {
  plain: {
    nameFormat: ATTRIBUTE_NAME_BASIC,
    names: {
      login: ['uid'],
      email: ['email'],
      firstName: ['firstName'],
      lastName: ['lastName'],
      displayName: ['displayName'],
      department: ['department'],
      groups: ['groups'],
    },
  },
  oid: {
    nameFormat: ATTRIBUTE_NAME_URI,
    names: {
      login: ['urn:oid:0.9.2342.19200300.100.1.1', 'uid'],
      email: ['urn:oid:0.9.2342.19200300.100.1.3', 'mail'],
      firstName: ['urn:oid:2.5.4.42', 'givenName'],
      lastName: ['urn:oid:2.5.4.4', 'sn'],
      displayName: ['urn:oid:2.16.840.1.113730.3.1.241', 'displayName'],
      department: ['urn:oid:2.16.840.1.113730.3.1.2', 'departmentNumber'],
      groups: ['urn:oid:1.3.6.1.4.1.5923.1.5.1.1', 'isMemberOf'],
    },
  },
  // Entra ID and ADFS leave the name format out.
  claims: {
    names: {
      login: [`${CLAIMS_2005}/name`],
      email: [`${CLAIMS_2005}/emailaddress`],
      firstName: [`${CLAIMS_2005}/givenname`],
      lastName: [`${CLAIMS_2005}/surname`],
      displayName: ['http://schemas.microsoft.com/identity/claims/displayname'],
      department: [`${CLAIMS_2005}/department`],
      groups: [`${CLAIMS_2008}/groups`],
    },
  },
};

const factsOf = (user: SandboxUser): Readonly<Record<Fact, readonly string[]>> => ({
  login: [user.login],
  email: [user.email],
  firstName: [user.firstName],
  lastName: [user.lastName],
  displayName: [`${user.firstName} ${user.lastName}`],
  department: user.department === undefined ? [] : [user.department],
  groups: user.groups ?? [],
});

const isFact = (name: string, naming: Naming): name is Fact => name in naming.names;

/** The attributes of a person; one without a value is left out. */
export function attributesFor(user: SandboxUser, style: AttributeStyle): readonly Attribute[] {
  if (style === 'none') {
    return [];
  }
  const naming = NAMING[style];
  const facts = factsOf(user);
  const format = naming.nameFormat === undefined ? {} : { nameFormat: naming.nameFormat };
  const named = Object.keys(naming.names)
    .filter((fact) => isFact(fact, naming))
    .map((fact): Attribute => {
      const [name, friendlyName] = naming.names[fact];
      const friendly = friendlyName === undefined ? {} : { friendlyName };
      return { name, ...format, ...friendly, values: facts[fact].map((text) => ({ text })) };
    });
  const extra = Object.entries(user.attributes ?? {}).map(
    ([name, values]): Attribute => ({ name, ...format, values: values.map((text) => ({ text })) }),
  );
  return [...named, ...extra].filter((attribute) => attribute.values.length > 0);
}
