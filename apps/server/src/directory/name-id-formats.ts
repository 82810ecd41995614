/** The NameID formats that settings name, as the URIs of messages and metadata (SAML core §8.3). */
import { NAME_ID_EMAIL, NAME_ID_PERSISTENT, NAME_ID_TRANSIENT, NAME_ID_UNSPECIFIED } from '@cordboard/saml';

export const nameIdFormatUris = {
  unspecified: NAME_ID_UNSPECIFIED,
  emailAddress: NAME_ID_EMAIL,
  persistent: NAME_ID_PERSISTENT,
  transient: NAME_ID_TRANSIENT,
} as const;
