export { SamlError, type SamlErrorCode, type SamlErrorDetail, samlErrorCatalogue } from './errors.ts';
