import type { Conversation, Directory, Party } from '../../../server/protocol/conversation.ts';
import { NOON, conversation as plain } from './fixtures.ts';

/** Named examples of conversations of several, as Ana sees them. */
const [maria, ana] = plain.parties as [Party, Party];

export const carol: Party = {
  id: 'agent-8',
  kind: 'agent',
  name: 'Carol Nguyen',
  centerName: 'Toronto',
  role: 'joined',
  state: 'talking',
  since: NOON,
  silenced: false,
};
export const wanted: Party = { ...carol, id: 'wanted-call-2', name: 'Support (English)', centerName: null, state: 'waiting' };

const withParties = (parties: Party[], more: Partial<Conversation> = {}): Conversation => ({ ...plain, parties, ...more });
const held: Party = { ...maria, state: 'held' };

export const alone = plain;
export const onHold = withParties([held, ana], { heldSince: NOON });
export const asking = withParties([held, ana, { ...carol, role: 'consult', state: 'ringing' }], { heldSince: NOON });
export const looking = withParties([held, ana, { ...wanted, role: 'consult' }], { heldSince: NOON });
export const consulting = withParties([held, ana, { ...carol, role: 'consult' }], { heldSince: NOON });
export const declined = withParties([held, ana], {
  heldSince: NOON,
  lastAnswer: { name: 'Carol Nguyen', end: 'declined', at: NOON + 5_000 },
});
export const adding = withParties([maria, ana, { ...carol, state: 'ringing' }]);
export const conference = withParties([maria, ana, carol]);
export const silenced = withParties([maria, ana, { ...carol, silenced: true }]);
/** As Carol sees it. */
export const asked = withParties(consulting.parties, { heldSince: NOON, role: 'consult', you: 'agent-8' });
export const joined = withParties(conference.parties, { role: 'joined', you: 'agent-8' });

export const directory: Directory = {
  agents: [
    { id: 'bruno', name: 'Bruno Costa', centerId: 'lisbon', centerName: 'Lisbon', skills: ['Support', 'English'], unavailable: 'on-call' },
    { id: 'carol', name: 'Carol Nguyen', centerId: 'toronto', centerName: 'Toronto', skills: ['Sales', 'English'], unavailable: null },
    { id: 'joao', name: 'João Lima', centerId: 'toronto', centerName: 'Toronto', skills: ['Support'], unavailable: null },
  ],
  queues: [
    { id: 'sales', name: 'Sales', waiting: 2, available: 0 },
    { id: 'support', name: 'Support', waiting: 0, available: 3 },
  ],
  centers: [{ id: 'toronto', name: 'Toronto', available: 2 }],
};
