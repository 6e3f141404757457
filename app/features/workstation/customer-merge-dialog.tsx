'use client';

import { useCallback, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { CustomerCard } from '../../../server/protocol/customers.ts';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { ErrorState } from '../../components/ui/states.tsx';
import { WireFailure } from '../../lib/failure.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import type { WorkstationConnection } from './connection.ts';
import { mergeRequest, moving, type Pair, type Picks } from './customer-merge.ts';
import { MergeChoices } from './customer-merge-choices.tsx';

interface CustomerMergeDialogProps {
  /** The record at hand, and the one that was found to be the same person. */
  ids: { one: string; other: string };
  connection: WorkstationConnection;
  onMerged: (keptId: string) => void;
  onClose: () => void;
}

type Cards = { kind: 'loading' } | { kind: 'failed'; error: unknown } | { kind: 'read'; one: CustomerCard; other: CustomerCard };

/** Makes one record of two: which of them stays, and field by field what it says from now on. */
export default function CustomerMergeDialog({ ids, connection, onMerged, onClose }: CustomerMergeDialogProps) {
  const t = useTranslations('workstation-desk.merge');
  const errorWords = useErrorWords();
  const [cards, setCards] = useState<Cards>({ kind: 'loading' });
  const [keep, setKeep] = useState<'one' | 'other'>('one');
  const [picks, setPicks] = useState<Picks>({});
  const [merging, setMerging] = useState(false);
  const [refused, setRefused] = useState<unknown>(null);

  const { one, other } = ids;
  const read = useCallback(async () => {
    setCards({ kind: 'loading' });
    try {
      const [a, b] = await Promise.all([connection.readCustomer(one), connection.readCustomer(other)]);
      setCards({ kind: 'read', one: a.card, other: b.card });
    } catch (error) {
      setCards({ kind: 'failed', error });
    }
  }, [connection, one, other]);
  useEffect(() => void read(), [read]);

  const pair: Pair | null = cards.kind === 'read' ? { one: cards.one.customer, other: cards.other.customer } : null;
  const merge = async () => {
    if (pair === null) return;
    setMerging(true);
    setRefused(null);
    try {
      await connection.mergeCustomers(mergeRequest(pair, keep, picks));
      onMerged(pair[keep].id);
    } catch (error) {
      setRefused(error);
      // Somebody changed one of them: what is to be decided is another thing now.
      if (error instanceof WireFailure && error.code === 'conflict' && error.field !== 'email') await read();
    } finally {
      setMerging(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title')}
      description={t('description')}
      className="sm:max-w-3xl"
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button variant="primary" disabled={pair === null} busy={merging} onClick={() => void merge()}>
            {t('merge')}
          </Button>
        </>
      }
    >
      {cards.kind === 'loading' && (
        <div className="grid gap-3 py-2">
          <Skeleton className="h-12" />
          <Skeleton className="h-40" />
        </div>
      )}
      {cards.kind === 'failed' && <ErrorState title={t('failed')} message={errorWords(cards.error)} onRetry={() => void read()} />}
      {pair !== null && cards.kind === 'read' && (
        <>
          <MergeChoices
            pair={pair}
            keep={keep}
            onKeep={setKeep}
            picks={picks}
            onPick={(field, pick) => setPicks({ ...picks, [field]: pick })}
          />
          <Moves drop={cards[keep === 'one' ? 'other' : 'one']} />
        </>
      )}
      {refused !== null && (
        <p role="alert" className="mt-3 text-missed text-sm">
          {t('refused', { reason: errorWords(refused) })}
        </p>
      )}
    </Dialog>
  );
}

function Moves({ drop }: { drop: CustomerCard }) {
  const t = useTranslations('workstation-desk.merge');
  const { calls, atLeast, followUps } = moving(drop);
  return (
    <p role="status" className="mt-4 rounded-lg bg-sunken px-4 py-3 text-sm">
      {t('moves', {
        calls: atLeast ? t('calls-at-least', { count: calls }) : t('calls', { count: calls }),
        followUps: t('follow-ups', { count: followUps }),
        email: drop.customer.email,
      })}
    </p>
  );
}
