export { createTandem } from './tandem.ts';
export type { Context, Identity, Tandem, TandemEvents, TandemOptions } from './types.ts';
