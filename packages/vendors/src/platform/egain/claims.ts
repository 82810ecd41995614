/** The claims of eGain and their limits when accounts are made and updated at sign-in. */
import type { PlatformClaim, TextLimits } from '../platform-profile.ts';

const text = (mandatory: boolean, minLength: number, maxLength: number): TextLimits => ({
  mandatory,
  minLength,
  maxLength,
});

export const claims: readonly PlatformClaim[] = [
  {
    name: 'applicationType',
    description: 'Kind of application that the person uses.',
    field: null,
    mandatory: false,
    create: null,
    modify: null,
    example: 'agent',
  },
  {
    name: 'custom.<custom attribute name>',
    description: 'Any further attribute that the organisation defines.',
    field: null,
    mandatory: false,
    create: null,
    modify: null,
    example: 'custom.priority',
  },
  {
    name: 'department',
    description: 'Department of the person.',
    field: 'department',
    mandatory: true,
    create: text(true, 1, 64),
    modify: text(false, 1, 64),
    example: 'Service',
  },
  {
    name: 'email.address',
    description: 'E-mail address of the person.',
    field: 'email',
    mandatory: true,
    create: text(true, 0, 50),
    modify: text(true, 0, 50),
    example: 'amina@acme.example',
  },
  {
    name: 'firstName',
    description: 'Given name.',
    field: 'firstName',
    mandatory: true,
    create: text(true, 1, 64),
    modify: text(false, 1, 64),
    example: 'Amina',
  },
  {
    name: 'lastName',
    description: 'Family name.',
    field: 'lastName',
    mandatory: true,
    create: text(true, 1, 64),
    modify: text(false, 1, 64),
    example: 'Okoye',
  },
  {
    name: 'middleName',
    description: 'Middle name.',
    field: null,
    mandatory: false,
    create: text(false, 0, 64),
    modify: text(false, 0, 64),
    example: 'N.',
  },
  {
    name: 'screenName',
    description: 'Name that is shown in the application.',
    field: 'displayName',
    mandatory: true,
    create: text(true, 1, 30),
    modify: text(false, 1, 30),
    example: 'Amina O.',
  },
  {
    name: 'user.groups',
    description: 'Groups of the person, one value for each.',
    field: 'groups',
    // Without a star among the claims and mandatory in the limits; the limits are the more exact list.
    mandatory: false,
    create: { mandatory: true, maxValues: 75 },
    modify: { mandatory: true, maxValues: 75 },
    example: 'Contact Centre Agents',
  },
];
