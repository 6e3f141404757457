'use client';

import { X } from 'lucide-react';
import { useCallback, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { exhausted } from '../../../server/protocol/codes.ts';
import type { CustomerCard } from '../../../server/protocol/customers.ts';
import { Button } from '../../components/ui/button.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import type { WorkstationConnection } from './connection.ts';
import { CustomerCardView } from './customer-card.tsx';
import { type Asked, CustomerDialogs } from './customer-dialogs.tsx';
import { RecordSkeleton } from './customer-match.tsx';
import { type Answer, useAnswer } from './use-answer.ts';
import type { UpdateRecord } from './use-field-edit.ts';

interface CustomerLookupProps {
  customerId: string;
  agentId: string;
  /** false while a call is on screen instead, or nothing can be saved: what was begun here waits. */
  ready: boolean;
  connection: WorkstationConnection;
  /** null: closed. */
  onLookUp: (customerId: string | null) => void;
}

/** A record that an agent opened between calls, for a follow-up or to put something right. */
export function CustomerLookup({ customerId, agentId, ready, connection, onLookUp }: CustomerLookupProps) {
  const t = useTranslations('workstation-desk.customer');
  const toast = useToast();
  const [asked, setAsked] = useState<Asked | null>(null);
  const read = useCallback(async () => (await connection.readCustomer(customerId)).card, [connection, customerId]);
  const { answer, ask, set } = useAnswer(read);
  const update: UpdateRecord = async (change) => {
    const result = await connection.updateCustomer(change);
    set(result.card);
    return result;
  };
  const finish = async (followUpId: string) => {
    await connection.finishFollowUp(followUpId);
    await ask();
  };
  return (
    <>
      <Button variant="quiet" size="sm" onClick={() => onLookUp(null)} className="-mt-1 mb-2 -ml-3">
        <X aria-hidden />
        {t('close')}
      </Button>
      <Record
        answer={answer}
        agentId={agentId}
        update={ready ? update : null}
        onFinish={ready ? finish : null}
        onRetry={() => void ask()}
        onAsk={setAsked}
      />
      <CustomerDialogs
        asked={ready ? asked : null}
        onAsk={setAsked}
        record={answer.kind === 'here' ? answer.data.customer : null}
        search={{ purpose: 'look', initial: '', onChoose: async ({ id }) => onLookUp(id) }}
        onMerged={(keptId) => {
          toast({ kind: 'success', title: t('merged') });
          if (keptId === customerId) void ask();
          else onLookUp(keptId);
        }}
        connection={connection}
      />
    </>
  );
}

interface RecordProps {
  answer: Answer<CustomerCard>;
  agentId: string;
  update: UpdateRecord | null;
  onFinish: ((followUpId: string) => Promise<void>) | null;
  onRetry: () => void;
  onAsk: (asked: Asked) => void;
}

function Record({ answer, agentId, update, onFinish, onRetry, onAsk }: RecordProps) {
  const t = useTranslations('workstation-desk.customer');
  const errorWords = useErrorWords();
  switch (answer.kind) {
    case 'loading':
      return <RecordSkeleton />;
    case 'failed':
      return <ErrorState title={t('not-read')} message={errorWords(answer.error)} onRetry={onRetry} />;
    case 'here':
      return (
        <CustomerCardView
          key={answer.data.customer.id}
          card={answer.data}
          caller={null}
          agentId={agentId}
          update={update}
          onFinishFollowUp={onFinish}
          work={{ onSearch: () => onAsk({ kind: 'search' }), onMerge: () => onAsk({ kind: 'find-duplicate' }) }}
        />
      );
    default:
      return exhausted(answer);
  }
}
