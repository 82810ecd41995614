/** The attribute names of Shibboleth: object identifiers of the directory schemas. */

export const oid = {
  mail: 'urn:oid:0.9.2342.19200300.100.1.3',
  uid: 'urn:oid:0.9.2342.19200300.100.1.1',
  givenName: 'urn:oid:2.5.4.42',
  sn: 'urn:oid:2.5.4.4',
  ou: 'urn:oid:2.5.4.11',
  displayName: 'urn:oid:2.16.840.1.113730.3.1.241',
  departmentNumber: 'urn:oid:2.16.840.1.113730.3.1.2',
  eduPersonPrincipalName: 'urn:oid:1.3.6.1.4.1.5923.1.1.1.6',
  isMemberOf: 'urn:oid:1.3.6.1.4.1.5923.1.5.1.1',
} as const;
