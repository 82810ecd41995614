import { keystoreErrorCatalogue } from '@cordboard/keystore/errors';
import { samlErrorCatalogue } from '@cordboard/saml/errors';
import { errorCatalogue } from '@cordboard/server/errors';
import { describe, expect, it } from 'vitest';
import { actorNames } from './advice.ts';
import { explainCode } from './explain-code.ts';

describe('explainCode', () => {
  it.each([samlErrorCatalogue, errorCatalogue, keystoreErrorCatalogue].flatMap((catalogue) => Object.keys(catalogue)))(
    'explains %s',
    (code) => {
      const explanation = explainCode(code);
      expect(explanation?.found).toMatch(/\.$/);
      expect(Object.keys(actorNames)).toContain(explanation?.actor);
    },
  );

  it.each(['', 'no.such_code', 'constructor', '__proto__'])('knows nothing of %j', (code) => {
    expect(explainCode(code)).toBeNull();
  });
});
