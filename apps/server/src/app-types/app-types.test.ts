import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bookmarkApp, oidcApp } from '../../test-support/realm-fixture.ts';
import { appTypes, describeApp } from './app-types.ts';

describe('app types', () => {
  it('registers every folder once', () => {
    const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(appTypes.map(({ type }) => type).toSorted()).toEqual(folders.toSorted());
  });

  it('describes an OIDC app by its start URL, if it has one', () => {
    const app = oidcApp('desktop');
    expect(describeApp(app)).toEqual({ startUrl: 'https://desktop.example/start', asksForPassword: false });
    const { startUrl: _startUrl, ...settings } = app.type === 'oidc' ? app.settings : oidcAppSettings();
    expect(describeApp({ ...app, type: 'oidc', settings })).toEqual({ startUrl: null, asksForPassword: false });
  });

  it('describes a bookmark by its URL', () => {
    expect(describeApp(bookmarkApp('wiki'))).toEqual({ startUrl: 'https://wiki.example/', asksForPassword: false });
  });
});

const oidcAppSettings = (): never => {
  throw new Error('the fixture is an OIDC app');
};
