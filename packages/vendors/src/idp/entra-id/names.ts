/** The claim names of Entra ID, which begin with addresses of Microsoft's. */

const XMLSOAP = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims';

export const claim = {
  email: `${XMLSOAP}/emailaddress`,
  firstName: `${XMLSOAP}/givenname`,
  lastName: `${XMLSOAP}/surname`,
  login: `${XMLSOAP}/name`,
  displayName: 'http://schemas.microsoft.com/identity/claims/displayname',
  objectId: 'http://schemas.microsoft.com/identity/claims/objectidentifier',
  tenantId: 'http://schemas.microsoft.com/identity/claims/tenantid',
  groups: 'http://schemas.microsoft.com/ws/2008/06/identity/claims/groups',
} as const;
