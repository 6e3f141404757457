export { createTandem } from './tandem.ts';
export type { Context, Tandem, TandemEvents, TandemOptions } from './types.ts';
