import { STATUS_REQUEST_DENIED, STATUS_RESPONDER } from '@cordboard/saml';
import type { Fault } from './fault.ts';

/** The person is not assigned to the application at the identity provider (SAML core §3.2.2.2). */
export const notAssigned: Fault = {
  description: 'The identity provider refuses: the person is not assigned to the application.',
  status: {
    code: STATUS_RESPONDER,
    subCode: STATUS_REQUEST_DENIED,
    message: 'The person is not assigned to this application.',
  },
};
