import { TIERS } from '../../../server/protocol/codes.ts';
import type { Customer, CustomerCard, CustomerFields, MergeCustomers } from '../../../server/protocol/customers.ts';
import { FIELD_NAMES, type FieldName, fieldText, LONGEST } from './customer-fields.ts';

/** Whose value the merged record gets. `both`: one under the other, for notes. */
export type Pick = 'one' | 'other' | 'both';
export type Picks = Partial<Record<FieldName, Pick>>;
/** Two records of one person: the one at hand, and the one that was found. */
export interface Pair {
  one: Customer;
  other: Customer;
}

export interface MergeRow {
  field: FieldName;
  one: string;
  other: string;
  /** Nothing to choose: both say the same. */
  same: boolean;
  mayBeBoth: boolean;
  pick: Pick;
}

const bothNotes = ({ one, other }: Pair) => `${one.notes}\n\n${other.notes}`;

/** Field by field, with what is proposed unless the agent chose: what is there against what is empty, the better tier, both notes. */
export function mergeRows(pair: Pair, picks: Picks): MergeRow[] {
  return FIELD_NAMES.map((field) => {
    const [one, other] = [fieldText(pair.one, field), fieldText(pair.other, field)];
    const mayBeBoth = field === 'notes' && one !== '' && other !== '' && one !== other && bothNotes(pair).length <= LONGEST.notes;
    return { field, one, other, same: one === other, mayBeBoth, pick: picks[field] ?? proposed(field, pair, mayBeBoth) };
  });
}

function proposed(field: FieldName, { one, other }: Pair, mayBeBoth: boolean): Pick {
  if (mayBeBoth) return 'both';
  if (field === 'tier') return TIERS.indexOf(other.tier) > TIERS.indexOf(one.tier) ? 'other' : 'one';
  return fieldText(one, field) === '' && fieldText(other, field) !== '' ? 'other' : 'one';
}

/** The fields of the merged record. */
export function mergedFields(pair: Pair, picks: Picks): CustomerFields {
  const chosen = Object.fromEntries(
    mergeRows(pair, picks).map(({ field, pick }) => [field, pick === 'both' ? bothNotes(pair) : pair[pick][field]]),
  );
  return chosen as unknown as CustomerFields; // each field's value comes from the same field of one of the two
}

export function mergeRequest(pair: Pair, keep: 'one' | 'other', picks: Picks): MergeCustomers {
  const ref = ({ id, version }: Customer) => ({ id, version });
  return { keep: ref(pair[keep]), drop: ref(pair[keep === 'one' ? 'other' : 'one']), fields: mergedFields(pair, picks) };
}

/** What moves to the kept record. A card has no more than its latest calls: then there are `atLeast` so many. */
export function moving(drop: CustomerCard): { calls: number; atLeast: boolean; followUps: number } {
  return { calls: drop.history.length, atLeast: drop.history.length >= 20, followUps: drop.followUps.length };
}
