'use client';

import { DatabaseZap, Search, UserRound } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { exhausted } from '../../../server/protocol/codes.ts';
import type { WorkstationWork } from '../../../server/protocol/workstation.ts';
import { Button } from '../../components/ui/button.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { cn } from '../../lib/cn.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { CallerFacts } from './caller-facts.tsx';
import type { WorkstationConnection } from './connection.ts';
import { CustomerCardView } from './customer-card.tsx';
import { NewCustomerForm } from './new-customer-form.tsx';
import { useShortcut } from './shortcuts/use-shortcut.tsx';
import { type Contact, type Link, matchWords } from './view-model.ts';

// Fetched when they are first opened.
const CustomerSearchDialog = lazy(() => import('./customer-search-dialog.tsx'));
const CustomerMergeDialog = lazy(() => import('./customer-merge-dialog.tsx'));

interface CustomerColumnProps {
  work: WorkstationWork;
  agentId: string;
  link: Link;
  connection: WorkstationConnection;
  className?: string;
}

/** Who is on the line, as the center's data server knows them. */
export function CustomerColumn({ work, agentId, link, connection, className }: CustomerColumnProps) {
  const t = useTranslations('workstation-desk.customer');
  return (
    <section
      aria-label={t('title')}
      className={cn('flex min-w-0 flex-col rounded-lg border border-line bg-surface lg:overflow-y-auto', className)}
    >
      {work.kind === 'idle' ? (
        <EmptyState icon={UserRound} title={t('nobody')} className="flex-1">
          {t('nobody-text')}
        </EmptyState>
      ) : (
        <div className="p-4">
          <Who key={work.callId} contact={work} agentId={agentId} ready={link.kind === 'up'} connection={connection} />
        </div>
      )}
    </section>
  );
}

interface WhoProps {
  contact: Contact;
  agentId: string;
  ready: boolean;
  connection: WorkstationConnection;
}

type Asked = { kind: 'link' } | { kind: 'find-duplicate' } | { kind: 'merge'; one: string; other: string };

function Who({ contact, agentId, ready, connection }: WhoProps) {
  const t = useTranslations('workstation-desk.customer');
  const toast = useToast();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { customer, callId } = contact;
  const close = () => setAsked(null);
  const search = () => setAsked({ kind: 'link' });
  // Before the answer nobody can work with the record: the offer's keys stay free.
  useShortcut('find-customer', search, ready && contact.kind !== 'offer');
  const known = customer.kind === 'known' ? customer.card.customer : null;

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
      <Suspense fallback={null}>
        {asked?.kind === 'link' && (
          <CustomerSearchDialog
            purpose="link"
            initial={known === null ? contact.caller.name : ''}
            except={known?.id ?? null}
            connection={connection}
            onChoose={async ({ id, name }) => {
              await connection.linkCustomer({ callId, customerId: id });
              close();
              toast({ kind: 'success', title: t('linked', { name }) });
            }}
            onClose={close}
          />
        )}
        {asked?.kind === 'find-duplicate' && known !== null && (
          <CustomerSearchDialog
            purpose="merge"
            initial={known.name}
            except={known.id}
            connection={connection}
            onChoose={async ({ id }) => setAsked({ kind: 'merge', one: known.id, other: id })}
            onClose={close}
          />
        )}
        {asked?.kind === 'merge' && (
          <CustomerMergeDialog
            ids={asked}
            connection={connection}
            onMerged={() => {
              close();
              toast({ kind: 'success', title: t('merged') });
            }}
            onClose={close}
          />
        )}
      </Suspense>
    </>
  );
}

interface MatchProps extends WhoProps {
  onSearch: () => void;
  onMerge: () => void;
}

function Match({ contact, agentId, ready, connection, onSearch, onMerge }: MatchProps) {
  const say = useWords();
  const t = useTranslations('workstation-desk.customer');
  const { customer } = contact;
  // While it rings it is read and not worked on: Enter and Esc answer the call.
  const inHand = contact.kind !== 'offer';
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
          caller={contact.caller}
          agentId={agentId}
          update={ready && inHand ? connection.updateCustomer : null}
          onFinishFollowUp={ready && inHand ? connection.finishFollowUp : null}
          work={inHand ? { onSearch, onMerge } : null}
        />
      );
    case 'looking':
      return (
        <>
          <CallerFacts caller={contact.caller} note={say(matchWords(customer))} />
          <div aria-hidden className="mt-6 grid gap-2">
            <Skeleton className="w-2/3" />
            <Skeleton className="w-1/2" />
            <Skeleton className="mt-4 h-16" />
          </div>
        </>
      );
    case 'unknown':
      return (
        <>
          <CallerFacts caller={contact.caller} note={say(matchWords(customer))} />
          {searchButton}
          {inHand && <NewCustomerForm contact={contact} ready={ready} connection={connection} />}
        </>
      );
    case 'unavailable':
      return (
        <>
          <CallerFacts caller={contact.caller} note={say(matchWords(customer))} />
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
