import { DatabaseZap, UserRound } from 'lucide-react';
import { exhausted } from '../../../server/protocol/codes.ts';
import type { WorkstationWork } from '../../../server/protocol/workstation.ts';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState } from '../../components/ui/states.tsx';
import { cn } from '../../lib/cn.ts';
import { CallerFacts } from './caller-facts.tsx';
import type { WorkstationConnection } from './connection.ts';
import { CustomerCardView } from './customer-card.tsx';
import { NewCustomerForm } from './new-customer-form.tsx';
import { type Contact, type Link, matchWords } from './view-model.ts';

interface CustomerColumnProps {
  work: WorkstationWork;
  link: Link;
  connection: WorkstationConnection;
  className?: string;
}

/** Who is on the line, as the center's own database knows them. */
export function CustomerColumn({ work, link, connection, className }: CustomerColumnProps) {
  return (
    <section
      aria-label="Customer"
      className={cn('flex min-w-0 flex-col rounded-lg border border-line bg-surface lg:overflow-y-auto', className)}
    >
      {work.kind === 'idle' ? (
        <EmptyState icon={UserRound} title="Nobody on the line" className="flex-1">
          When a call comes, who it is and what was said before stands here.
        </EmptyState>
      ) : (
        <div className="p-4">
          <Who contact={work} ready={link.kind === 'up'} connection={connection} />
        </div>
      )}
    </section>
  );
}

function Who({ contact, ready, connection }: { contact: Contact; ready: boolean; connection: WorkstationConnection }) {
  const { customer } = contact;
  switch (customer.kind) {
    case 'known':
      return <CustomerCardView card={customer.card} caller={contact.caller} />;
    case 'looking':
      return (
        <>
          <CallerFacts caller={contact.caller} note={matchWords(customer)} />
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
          <CallerFacts caller={contact.caller} note={matchWords(customer)} />
          <NewCustomerForm key={contact.callId} contact={contact} ready={ready} connection={connection} />
        </>
      );
    case 'unavailable':
      return (
        <>
          <CallerFacts caller={contact.caller} note={matchWords(customer)} />
          <div role="status" className="mt-6 flex gap-3 rounded-lg bg-not-ready-soft p-3">
            <DatabaseZap aria-hidden className="mt-0.5 size-4 shrink-0 text-not-ready" />
            <p className="text-sm">{customer.message} The call goes on without it, and your notes are saved when it is back.</p>
          </div>
        </>
      );
    default:
      return exhausted(customer);
  }
}
