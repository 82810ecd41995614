/**
 * `npm test`: every unit, and people signing in through a browser. What takes its time on the portal's pages is in
 * `npm run test:pages`, so that this one is run often. Ends with `N passed, N failed`.
 */
import { runVitest } from './run-vitest.ts';

runVitest(['--project', 'unit', '--project', 'e2e', ...process.argv.slice(2)]);
