'use client';

import { DatabaseZap, Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { exhausted } from '../../../server/protocol/codes.ts';
import { Button } from '../../components/ui/button.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import { later } from '../../lib/later.tsx';
import { CallerFacts } from './caller-facts.tsx';
import type { WorkstationConnection } from './connection.ts';
import { CustomerCardView } from './customer-card.tsx';
import { type Asked, CustomerDialogs } from './customer-dialogs.tsx';
import { useShortcut } from './shortcuts/use-shortcut.tsx';
import { type Contact, matchWords } from './view-model.ts';

// Fetched when the first unknown caller comes.
const NewCustomerForm = later(
  () => import('./new-customer-form.tsx').then((module) => module.default),
  () => <RecordSkeleton />,
);

interface CallerProps {
  contact: Contact;
  agentId: string;
  ready: boolean;
  connection: WorkstationConnection;
}

/** Who is on the line, and the ways to say that it is somebody else. */
export function CallerRecord({ contact, agentId, ready, connection }: CallerProps) {
  const t = useTranslations('workstation-desk.customer');
  const toast = useToast();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { customer, callId } = contact;
  const known = customer.kind === 'known' ? customer.card.customer : null;
  const search = () => setAsked({ kind: 'search' });
  // While it rings nobody can work with the record: the offer's keys stay free.
  useShortcut('find-customer', search, ready && contact.kind !== 'offer');

  return (
    <>
      <Match
        contact={contact}
        agentId={agentId}
        ready={ready}
        connection={connection}
        onSearch={search}
        onMerge={() => setAsked({ kind: 'find-duplicate' })}
      />
      <CustomerDialogs
        asked={asked}
        onAsk={setAsked}
        record={known}
        search={{
          purpose: 'link',
          initial: known === null ? contact.caller.name : '',
          onChoose: async ({ id, name }) => {
            await connection.linkCustomer({ callId, customerId: id });
            toast({ kind: 'success', title: t('linked', { name }) });
          },
        }}
        onMerged={() => toast({ kind: 'success', title: t('merged') })}
        connection={connection}
      />
    </>
  );
}

function Match({ contact, agentId, ready, connection, onSearch, onMerge }: CallerProps & { onSearch: () => void; onMerge: () => void }) {
  const say = useWords();
  const t = useTranslations('workstation-desk.customer');
  const { customer, caller } = contact;
  // While it rings it is read and not worked on: Enter and Esc answer the call.
  const inHand = contact.kind !== 'offer';
  const facts = <CallerFacts caller={caller} note={say(matchWords(customer))} />;
  const searchButton = inHand && (
    <Button size="sm" disabled={!ready} onClick={onSearch} className="mt-4">
      <Search aria-hidden />
      {t('search')}
    </Button>
  );
  switch (customer.kind) {
    case 'known':
      return (
        <CustomerCardView
          card={customer.card}
          caller={caller}
          agentId={agentId}
          update={ready && inHand ? connection.updateCustomer : null}
          onFinishFollowUp={ready && inHand ? connection.finishFollowUp : null}
          work={inHand ? { onSearch, onMerge } : null}
        />
      );
    case 'looking':
      return (
        <>
          {facts}
          <RecordSkeleton />
        </>
      );
    case 'unknown':
      return (
        <>
          {facts}
          {searchButton}
          {inHand && <NewCustomerForm contact={contact} ready={ready} connection={connection} />}
        </>
      );
    case 'unavailable':
      return (
        <>
          {facts}
          <div role="status" className="mt-6 flex gap-3 rounded-lg bg-not-ready-soft p-3">
            <DatabaseZap aria-hidden className="mt-0.5 size-4 shrink-0 text-not-ready" />
            <p className="text-sm">{t('unavailable')}</p>
          </div>
          {searchButton}
        </>
      );
    default:
      return exhausted(customer);
  }
}

export function RecordSkeleton() {
  return (
    <div aria-hidden className="mt-6 grid gap-2">
      <Skeleton className="w-2/3" />
      <Skeleton className="w-1/2" />
      <Skeleton className="mt-4 h-16" />
    </div>
  );
}
