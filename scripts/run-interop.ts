/** `npm run test:interop`: real third-party peers from Debian's packages. Ends with `N passed, N failed`. */
import { runVitest } from './run-vitest.ts';

runVitest(['--config', 'vitest.interop.config.ts', ...process.argv.slice(2)]);
