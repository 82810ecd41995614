/** Structured logs as JSON lines. Assertions, tokens and cookies never get in: what may hold them is cut out here. */
import { type DestinationStream, type Logger, pino } from 'pino';

const REDACTED = [
  'req.headers.cookie',
  'req.headers.authorization',
  'headers.cookie',
  'headers.authorization',
  'SAMLResponse',
  'SAMLRequest',
  'RelayState',
  'client_secret',
  'password',
  'code',
  'access_token',
  'refresh_token',
  'id_token',
].flatMap((path) => (path === 'code' ? ['body.code', 'query.code'] : [path, `body.${path}`, `query.${path}`]));

export const createLogger = (level: string, destination?: DestinationStream): Logger =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: REDACTED, censor: '[redacted]' },
    },
    destination,
  );
