/**
 * Comes before every schema: zod writes code of its own for speed, which the content security policy refuses, so it is
 * told not to try. The build keeps this file beside zod, so that nothing of it runs earlier.
 */
import { z } from 'zod';

z.config({ jitless: true });
