/**
 * Builds the agent pages into `dist/`, which the hub serves below `/assets/`, beside the Administration Portal that
 * `vite.admin.config.ts` has built there before. Two builds, because chunks that both share would cost the agent
 * pages bytes. Addresses inside are relative, so an installation URL may have a path. Everything under `immutable/`
 * has its hash in its name and may be cached for good; the files copied from `public/` keep their names.
 */
import react from '@vitejs/plugin-react';
import type { UserConfig } from 'vite';

const config: UserConfig = {
  base: './',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    assetsDir: 'immutable',
    manifest: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    // The first versions with light-dark(); an older target would rewrite every colour twice.
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    modulePreload: { polyfill: false },
    // A data: address would need a looser content security policy.
    assetsInlineLimit: 0,
    rolldownOptions: { input: ['src/agent/main.tsx'] },
  },
};

export default config;
