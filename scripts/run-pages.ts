/**
 * `npm run test:pages`: every page and overlay of the portal, looked at in a browser. Ends with `N passed, N failed`.
 * `CORDBOARD_PICTURES` names a folder for pictures of them.
 */
import { runVitest } from './run-vitest.ts';

runVitest(['--project', 'pages', ...process.argv.slice(2)]);
