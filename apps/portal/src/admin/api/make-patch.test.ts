import { describe, expect, it } from 'vitest';
import { makePatch } from './make-patch.ts';

describe('makePatch', () => {
  it('holds only what differs', () => {
    expect(makePatch({ name: 'Acme', region: 'eu' }, { name: 'Acme Ltd', region: 'eu' })).toEqual({ name: 'Acme Ltd' });
    expect(makePatch({ name: 'Acme' }, { name: 'Acme' })).toEqual({});
  });

  it('leaves fields alone that the form does not have', () => {
    expect(makePatch({ name: 'Acme', slug: 'acme' }, { name: 'Globex' })).toEqual({ name: 'Globex' });
  });

  it('says null for what was emptied, and nothing for what was empty before', () => {
    expect(makePatch({ region: 'eu' }, { region: undefined, publicUrl: undefined })).toEqual({ region: null });
  });

  it('goes into objects, and replaces lists whole', () => {
    expect(
      makePatch(
        { match: { emailAttribute: 'mail', nameIdIsEmail: false }, nodes: ['a', 'b'] },
        { match: { emailAttribute: 'email', nameIdIsEmail: false }, nodes: ['b'] },
      ),
    ).toEqual({ match: { emailAttribute: 'email' }, nodes: ['b'] });
  });
});
