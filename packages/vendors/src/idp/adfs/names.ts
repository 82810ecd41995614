/** The claim types that AD FS sends for its usual claim descriptions. */

const XMLSOAP = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

export const claim = {
  email: `${XMLSOAP}/emailaddress`,
  firstName: `${XMLSOAP}/givenname`,
  lastName: `${XMLSOAP}/surname`,
  displayName: `${XMLSOAP}/name`,
  login: `${XMLSOAP}/upn`,
  groups: 'http://schemas.xmlsoap.org/claims/Group',
} as const;
