import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'packages/*/{src,test-support}/**/*.test.ts',
      'apps/*/src/**/*.test.{ts,tsx}',
      'scripts/**/*.test.ts',
      'test/repo/**/*.test.ts',
    ],
    testTimeout: 20_000,
    maxWorkers: 2,
  },
});
