/**
 * Cause and remedy of every code of the SAML kernel. The type asks for every code, so a new one without advice does
 * not compile.
 */
import type { SamlErrorCode } from '@cordboard/saml/errors';
import type { Advice } from './advice.ts';
import { samlContentAdvice } from './saml-content-advice.ts';
import { samlWireAdvice } from './saml-wire-advice.ts';

export const samlErrorAdvice: Readonly<Record<SamlErrorCode, Advice>> = { ...samlWireAdvice, ...samlContentAdvice };
