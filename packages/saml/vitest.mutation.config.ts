/**
 * The tests that judge mutants: those of the kernel, without the ones that measure memory, of which mutated code needs
 * more; those that ask other programs, so that a verdict does not depend on what is installed; and those that do nothing
 * but thousands of random changes, as a check whose removal only they notice has no test of its own.
 */
import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts'],
    exclude: [
      ...configDefaults.exclude,
      'src/metadata/federation.test.ts',
      'src/xml/differential.test.ts',
      'src/xml/parse-namespaces.test.ts',
      'src/dsig/damaged-signature.test.ts',
      'src/hostile-responses.test.ts',
      'src/metamorphic.test.ts',
      'src/genuine-signatures.test.ts',
      'src/**/xmlsec1.test.ts',
      'src/examples.test.ts',
    ],
    testTimeout: 60_000,
    // The modules are loaded once for a mutant, not once for each file.
    isolate: false,
  },
});
