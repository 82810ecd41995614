/** `npm test`: every test that needs no root. Ends with `N passed, N failed`. */
import { runVitest } from './run-vitest.ts';

runVitest(['--project', 'unit', '--project', 'e2e', ...process.argv.slice(2)]);
