/** The attributes that AWS reads from an assertion; names and values are compared with letter case. */
import type { PlatformClaim } from '../platform-profile.ts';

const NAMESPACE = 'https://aws.amazon.com/SAML/Attributes';

export const claims: readonly PlatformClaim[] = [
  {
    name: `${NAMESPACE}/Role`,
    description:
      'Role and identity provider in IAM, as two ARNs with a comma and no blank between them; one value for each role.',
    field: null,
    mandatory: true,
    create: null,
    modify: null,
    example: 'arn:aws:iam::123456789012:role/ConnectAgent,arn:aws:iam::123456789012:saml-provider/Acme',
  },
  {
    name: `${NAMESPACE}/RoleSessionName`,
    description:
      'User name in Amazon Connect: 2 to 64 letters, digits and _ + = , . @ -. Source at Entra ID: user.userprincipalname.',
    field: 'login',
    mandatory: true,
    create: { mandatory: true, minLength: 2, maxLength: 64 },
    modify: { mandatory: true, minLength: 2, maxLength: 64 },
    example: 'amina@acme.example',
  },
  {
    name: `${NAMESPACE}/SessionDuration`,
    description: 'Length of the session in seconds, 900 to 43200. Without it AWS takes 3600, which is one hour.',
    field: null,
    mandatory: false,
    create: null,
    modify: null,
    example: '36000',
  },
];
