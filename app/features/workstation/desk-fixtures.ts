import type { Customer } from '../../../server/protocol/customers.ts';

/** Named examples for the tests of the desk: customers, follow-ups and the day. */
export const mariaRecord: Customer = {
  id: 'maria',
  version: '1',
  name: 'Maria Silva',
  email: 'maria@example.com',
  phone: null,
  company: null,
  tier: 'gold',
  language: 'pt-PT',
  notes: '',
};
