/**
 * `npm run test:pages`: journeys through the portal in a browser, and a look at every page and overlay. Ends with `N passed, N failed`.
 * `CORDBOARD_PICTURES` names a folder for pictures of them.
 */
import { runVitest } from './run-vitest.ts';

runVitest(['--project', 'pages', ...process.argv.slice(2)]);
