import { z } from 'zod';
import { TIERS } from './codes.ts';
import { AgentId, CallId, Time, text } from './common.ts';
import { GivenRating } from './ratings.ts';

/** Customers as a center's data server keeps them, in its own database or in the company's. */

export { TIERS };
export const Tier = z.enum(TIERS);

export const PastCall = z.object({
  callId: CallId,
  at: Time,
  agentName: z.string(),
  queueName: z.string(),
  verified: z.boolean().optional(), // the site that they called from has said who they are
  disposition: z.string().nullable(),
  notes: z.string(),
  talkMs: z.number().nonnegative(),
  rating: GivenRating.optional(), // left out: none was given
});
export type PastCall = z.infer<typeof PastCall>;

/** A day of the calendar, without a time zone: yyyy-mm-dd. */
export const Day = z.iso.date('is not a date');

export const FollowUp = z.object({
  id: z.string(),
  customerId: z.string().nullable(),
  customerName: z.string(),
  callId: CallId.nullable(),
  dueOn: Day,
  note: z.string(),
  agentId: AgentId,
  agentName: z.string(),
  doneAt: Time.nullable(),
});
export type FollowUp = z.infer<typeof FollowUp>;

/** What can be changed of a customer. */
export const CustomerFields = z.object({
  name: text(120).trim().min(1, 'is needed'),
  email: z.email('is not an e-mail address').max(254).trim().toLowerCase(),
  phone: text(40).trim().nullable(),
  company: text(120).trim().nullable(),
  tier: Tier,
  language: text(16).trim().min(2, 'is too short'), // BCP 47
  notes: text(4000), // about the customer, not about a call
});
export type CustomerFields = z.infer<typeof CustomerFields>;

/** What a customer system calls its records and their versions. */
const Reference = text(200).min(1);

export const Customer = z.object({
  id: Reference,
  /** Changes with every change of the record: a change made from an older one is refused. */
  version: Reference,
  ...CustomerFields.shape,
});
export type Customer = z.infer<typeof Customer>;

export const CustomerCard = z.object({
  customer: Customer,
  history: z.array(PastCall), // newest first
  followUps: z.array(FollowUp), // open ones, the earliest first
  /** The company's system does not answer: this is what it said then. null: fresh. */
  staleSince: Time.nullable(),
  /** Whether the connector takes changes now. */
  editable: z.boolean(),
});
export type CustomerCard = z.infer<typeof CustomerCard>;

/** What the center's data server knows of the caller. */
export const CustomerMatch = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('looking') }),
  z.object({ kind: z.literal('known'), card: CustomerCard }),
  z.object({ kind: z.literal('unknown') }),
  z.object({ kind: z.literal('unavailable'), message: z.string() }),
]);
export type CustomerMatch = z.infer<typeof CustomerMatch>;

/** A line in a list of customers. */
export const CustomerSummary = Customer.pick({ id: true, version: true, name: true, email: true, company: true, tier: true, phone: true });
export type CustomerSummary = z.infer<typeof CustomerSummary>;

export const SearchCustomers = z.object({ query: text(120).trim().min(2, 'is shorter than 2 letters') });
export const CreateCustomer = z.object({ callId: CallId, fields: CustomerFields });
/** `changes` made to the record at `version`. Only what was changed is sent: two agents may change different fields. */
export const UpdateCustomer = z.object({
  customerId: Reference,
  version: Reference,
  changes: CustomerFields.partial(),
});
/**
 * `conflict`: somebody changed one of the same fields meanwhile. Nothing was saved; `card` is the record as it is now, and
 * `by` the agent who changed it last, where that is known (a company's own system does not say).
 */
export const UpdateResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), card: CustomerCard }),
  z.object({ kind: z.literal('conflict'), card: CustomerCard, fields: z.array(z.keyof(CustomerFields)), by: z.string().nullable() }),
]);
/** The whole card of a customer who was found: what a merge is decided by. */
export const ReadCustomer = z.object({ customerId: Reference });
/** Shows this customer with the call in hand from now on, and keeps the call under them. */
export const LinkCustomer = z.object({ callId: CallId, customerId: Reference });
/** The calls and follow-ups of `drop` become those of `keep`, whose fields are then `fields`; `drop` is gone. */
export const MergeCustomers = z.object({
  keep: z.object({ id: Reference, version: Reference }),
  drop: z.object({ id: Reference, version: Reference }),
  fields: CustomerFields,
});
export type SearchCustomers = z.infer<typeof SearchCustomers>;
export type CreateCustomer = z.infer<typeof CreateCustomer>;
export type UpdateCustomer = z.infer<typeof UpdateCustomer>;
export type UpdateResult = z.infer<typeof UpdateResult>;
export type ReadCustomer = z.infer<typeof ReadCustomer>;
export type LinkCustomer = z.infer<typeof LinkCustomer>;
export type MergeCustomers = z.infer<typeof MergeCustomers>;
