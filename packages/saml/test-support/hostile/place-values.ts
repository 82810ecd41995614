/** Messages made for another audience, recipient or destination, or for one that only looks like ours. */
import { audienceXml, conditionsXml, confirmationXml, SAMPLE } from '../sample-response.ts';
import type { ValueCase } from './value-case.ts';

export const PLACE_NAMES: readonly ValueCase[] = [
  {
    id: 'audience-other',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'the assertion was made for another service provider',
    code: 'assertion.audience',
    parts: { conditions: conditionsXml({ content: audienceXml('https://other.example/sp') }) },
  },
  {
    id: 'audience-longer',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'our entity ID is only the beginning of the Audience',
    code: 'assertion.audience',
    parts: { conditions: conditionsXml({ content: audienceXml(`${SAMPLE.spEntityId}-test`) }) },
  },
  {
    id: 'audience-case',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'the Audience differs from our entity ID in letter case',
    code: 'assertion.audience',
    parts: { conditions: conditionsXml({ content: audienceXml(SAMPLE.spEntityId.toUpperCase()) }) },
    places: ['assertion'],
  },
  {
    id: 'audience-missing',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'the assertion is for no audience in particular',
    code: 'assertion.audience',
    parts: { conditions: conditionsXml({ content: '' }) },
  },
  {
    id: 'conditions-missing',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'the assertion has no Conditions',
    code: 'assertion.audience',
    parts: { conditions: '' },
    places: ['assertion'],
  },
  {
    id: 'audience-second-restriction',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'a second restriction names somebody else only',
    code: 'assertion.audience',
    parts: {
      conditions: conditionsXml({
        content: `${audienceXml(SAMPLE.spEntityId)}${audienceXml('https://other.example/sp')}`,
      }),
    },
    common: {
      conditions: conditionsXml({
        content: `${audienceXml(SAMPLE.spEntityId)}${audienceXml('https://other.example/sp', SAMPLE.spEntityId)}`,
      }),
    },
  },
  {
    id: 'condition-unknown',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'a condition is there that nobody here understands',
    code: 'assertion.conditions',
    parts: {
      conditions: conditionsXml({
        content: `${audienceXml(SAMPLE.spEntityId)}<x:OnlyOnSundays xmlns:x="urn:example:conditions"/>`,
      }),
    },
    common: { conditions: conditionsXml({ content: `${audienceXml(SAMPLE.spEntityId)}<saml:OneTimeUse/>` }) },
  },
  {
    id: 'recipient-other',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'the assertion may be presented at another endpoint only',
    code: 'assertion.recipient',
    parts: { confirmation: confirmationXml({ recipient: 'https://other.example/acs' }) },
  },
  {
    id: 'recipient-longer',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'our ACS URL is only the beginning of the Recipient',
    code: 'assertion.recipient',
    parts: { confirmation: confirmationXml({ recipient: `${SAMPLE.acsUrl}/../evil` }) },
  },
  {
    id: 'recipient-missing',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'the confirmation has no Recipient',
    code: 'assertion.recipient',
    parts: { confirmation: confirmationXml({ recipient: undefined }) },
  },
  {
    id: 'destination-other',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'the Response was addressed to another endpoint',
    code: 'response.destination',
    parts: { destination: 'https://other.example/acs' },
  },
  {
    id: 'destination-slash',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'the Destination has a slash too many',
    code: 'response.destination',
    parts: { destination: `${SAMPLE.acsUrl}/` },
  },
  {
    id: 'destination-host',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'our host name is only the beginning of that of the Destination',
    code: 'response.destination',
    parts: { destination: SAMPLE.acsUrl.replace('sso.example.com', 'sso.example.com.evil.example') },
    places: ['assertion'],
  },
  {
    id: 'destination-user-info',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'our host name is the user name in the Destination',
    code: 'response.destination',
    parts: { destination: SAMPLE.acsUrl.replace('sso.example.com', 'sso.example.com@evil.example') },
    places: ['assertion'],
  },
  {
    id: 'destination-missing',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'a signed Response does not say where it goes',
    code: 'response.destination',
    parts: { destination: undefined },
    places: ['response', 'both'],
  },
  {
    id: 'destination-empty',
    attackClass: 'status, time, audience, recipient, destination',
    description: 'the Destination of a signed Response is empty',
    code: 'response.destination',
    parts: { destination: '' },
    places: ['response', 'both'],
  },
];
