'use client';

import type { Customer, CustomerSummary } from '../../../server/protocol/customers.ts';
import { later } from '../../lib/later.tsx';
import type { WorkstationConnection } from './connection.ts';

// Fetched when they are first opened.
const CustomerSearchDialog = later(() => import('./customer-search-dialog.tsx').then((module) => module.default));
const CustomerMergeDialog = later(() => import('./customer-merge-dialog.tsx').then((module) => module.default));

/** What an agent asked for: another customer, the duplicate of this one, or to make one of two. */
export type Asked = { kind: 'search' } | { kind: 'find-duplicate' } | { kind: 'merge'; one: string; other: string };

interface CustomerDialogsProps {
  asked: Asked | null;
  onAsk: (asked: Asked | null) => void;
  /** The record on screen, if there is one. */
  record: Customer | null;
  search: {
    purpose: 'link' | 'look';
    initial: string;
    /** Rejects when it could not be done. */
    onChoose: (customer: CustomerSummary) => Promise<unknown>;
  };
  onMerged: (keptId: string) => void;
  connection: WorkstationConnection;
}

/** The dialogs about customers; at most one is open. */
export function CustomerDialogs({ asked, onAsk, record, search, onMerged, connection }: CustomerDialogsProps) {
  const close = () => onAsk(null);
  return (
    <>
      {asked?.kind === 'search' && (
        <CustomerSearchDialog
          purpose={search.purpose}
          initial={search.initial}
          except={record?.id ?? null}
          connection={connection}
          onChoose={async (customer) => {
            await search.onChoose(customer);
            close();
          }}
          onClose={close}
        />
      )}
      {asked?.kind === 'find-duplicate' && record !== null && (
        <CustomerSearchDialog
          purpose="merge"
          initial={record.name}
          except={record.id}
          connection={connection}
          onChoose={async ({ id }) => onAsk({ kind: 'merge', one: record.id, other: id })}
          onClose={close}
        />
      )}
      {asked?.kind === 'merge' && (
        <CustomerMergeDialog
          ids={asked}
          connection={connection}
          onMerged={(keptId) => {
            close();
            onMerged(keptId);
          }}
          onClose={close}
        />
      )}
    </>
  );
}
