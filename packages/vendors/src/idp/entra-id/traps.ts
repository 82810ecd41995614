/** What Entra ID shows when something is missing, and what is behind it. */
import type { KnownTrap } from '../idp-vendor.ts';

export const knownTraps: readonly KnownTrap[] = [
  {
    errorText: 'AADSTS50105',
    symptom: 'Entra ID says that the person is not assigned to a role for the application.',
    cause: 'The application requires assignment, and neither the person nor a group of theirs is assigned.',
    fix: 'Add the person or the group under Users and groups.',
    owner: 'idp-administrator',
  },
  {
    errorText: 'AADSTS700016',
    symptom: 'Entra ID says that the application was not found in the directory.',
    cause: 'Identifier (Entity ID) differs from our entity ID, or the request went to another tenant.',
    fix: 'Copy our entity ID again, letter by letter, and save.',
    owner: 'idp-administrator',
  },
  {
    errorText: 'AADSTS50011',
    symptom: 'Entra ID says that the reply URL does not match.',
    cause: 'Reply URL differs from our ACS URL, or the address of this node is missing.',
    fix: 'Copy the ACS URL of every node again and save.',
    owner: 'idp-administrator',
  },
  {
    errorText: 'AADSTS75011',
    symptom: 'Entra ID says that the way of signing in does not match the one that was requested.',
    cause: 'The connection asks for a certain authentication context, such as a password.',
    fix: 'Remove the requested authentication contexts from the connection. Entra ID decides how people sign in.',
    owner: 'you',
  },
  {
    symptom: 'Some people are refused because their e-mail address is missing.',
    cause: 'Their account has no mail property, and Entra ID leaves out empty claims.',
    fix: 'Fill in the property, or choose user.userprincipalname as source where that is the address.',
    owner: 'idp-administrator',
  },
  {
    symptom: 'Groups are missing for a few people, and everybody else has them.',
    cause: 'They belong to more than 150 groups, and Entra ID leaves the whole claim out.',
    fix: 'Send only the groups that are assigned to the application.',
    owner: 'idp-administrator',
  },
];
