import type { FastifyBaseLogger } from 'fastify';
import pino, { type DestinationStream } from 'pino';

/** A logger that writes JSON lines. */
export type Log = FastifyBaseLogger;

/** Fields of every line, e.g. the service and its instance. */
export interface LogOptions {
  readonly level?: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** @default stdout */
  readonly destination?: DestinationStream;
}

/** A logger to stdout (or the given stream); secrets in well-known places are never written. */
export function createLog(options: LogOptions = {}): Log {
  return pino(
    {
      level: options.level ?? 'info',
      base: options.fields ?? {},
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: ['*.token', '*.password', '*.authorization', 'headers.authorization'], remove: true },
      formatters: { level: (level) => ({ level }) },
    },
    options.destination ?? pino.destination({ dest: 1, sync: true }),
  );
}
