import { maria } from './fixtures.ts';

/** Named examples for the tests of the desk. */
export const mariaRecord = maria.customer;
