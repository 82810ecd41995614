/** Builds the Administration Portal into `dist/`, and empties that folder before: it runs first. */
import type { UserConfig } from 'vite';
import { adminEntry, adminManifest } from './src/admin-document/admin-document.ts';
import agent from './vite.config.ts';

const config: UserConfig = {
  ...agent,
  build: {
    ...agent.build,
    emptyOutDir: true,
    copyPublicDir: false,
    manifest: adminManifest,
    rolldownOptions: {
      input: [adminEntry],
      output: { codeSplitting: { groups: [{ name: 'zod', test: /node_modules\/zod\/|zod-settings/ }] } },
    },
  },
};

export default config;
