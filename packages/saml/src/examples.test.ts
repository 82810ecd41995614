import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answerSignIn } from '../examples/identity-provider.ts';
import { finishSignIn, startSignIn } from '../examples/service-provider.ts';
import { testKeyPair } from '../test-support/keys.ts';
import { HTTP_REDIRECT_BINDING } from './metadata/binding-uris.ts';
import { writeIdpMetadata } from './metadata/write-idp-metadata.ts';

const pair = await testKeyPair('corpus-idp');
const material = { privateKeyPem: pair.privateKeyPem, certificate: pair.certificatePem };
const idpMetadata = writeIdpMetadata({
  entityId: 'https://idp.example/saml/metadata',
  id: '_metadata',
  keys: [{ certificate: pair.certificatePem }],
  singleSignOnServices: [{ binding: HTTP_REDIRECT_BINDING, location: 'https://idp.example/saml/sso' }],
  wantAuthnRequestsSigned: false,
});

describe('the examples of the README', () => {
  it('sign somebody in together', async () => {
    const { url, requestId } = await startSignIn(idpMetadata);
    const { acsUrl, samlResponse } = await answerSignIn(new URL(url).search, 'amina@acme.example', material);
    expect(acsUrl).toBe('https://app.example/saml/acs');
    expect(await finishSignIn(idpMetadata, samlResponse, requestId)).toBe('amina@acme.example');
    await expect(finishSignIn(idpMetadata, samlResponse, '_another')).rejects.toThrow('response.in_response_to');
  });

  it.each(['service-provider', 'identity-provider'])('stand there as they are run: %s', (name) => {
    const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
    expect(read('../README.md')).toContain(`\`\`\`ts\n${read(`../examples/${name}.ts`)}\`\`\``);
  });
});
