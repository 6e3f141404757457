import type { Logger } from 'pino';

export type MediaLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>;

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
