'use client';

import { RotateCw, Send } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { DELIVERY_STATES, Deliveries, type Delivery, type Webhook } from '../../../server/protocol/webhooks.ts';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { Select } from '../../components/ui/select.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../components/ui/table.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { usePolled } from '../board/use-polled.ts';

const EVERY_MS = 3000;
const STATES = ['all', ...DELIVERY_STATES] as const;
type Shown = (typeof STATES)[number];

/** What an address was told, what it is still to be told, and what was given up: that can be sent again. */
export function DeliveriesDialog({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const t = useTranslations('integrations.deliveries');
  const errorWords = useErrorWords();
  const toast = useToast();
  const [shown, setShown] = useState<Shown>(webhook.dead > 0 ? 'dead' : 'all');
  const path = `/api/admin/webhooks/${encodeURIComponent(webhook.id)}` as const;
  const { polled, reload } = usePolled(`${path}/deliveries${shown === 'all' ? '' : `?state=${shown}`}`, Deliveries, { everyMs: EVERY_MS });
  const act = (where: `/api/${string}`, done: string) => {
    api(where, { method: 'POST' }).then(
      () => {
        toast({ kind: 'success', title: done });
        reload();
      },
      (error: unknown) => toast({ kind: 'error', title: errorWords(error) }),
    );
  };
  return (
    <Dialog
      open
      placement="side"
      className="max-w-2xl"
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name: webhook.name })}
      description={t('text')}
    >
      <div className="flex flex-wrap items-center justify-between gap-2 pb-3">
        <Select
          aria-label={t('show')}
          className="w-44"
          value={shown}
          onChange={(value) => setShown(value as Shown)}
          options={STATES.map((value) => ({ value, label: t(value) }))}
        />
        <Button size="sm" onClick={() => act(`${path}/ping`, t('pinged'))}>
          <Send aria-hidden />
          {t('ping')}
        </Button>
      </div>
      {polled.kind === 'loading' && <Skeleton className="h-32" />}
      {polled.kind === 'failed' && <ErrorState message={errorWords(polled.error)} onRetry={reload} />}
      {polled.kind === 'loaded' && polled.data.deliveries.length === 0 && (
        <EmptyState icon={Send} title={t('none')}>
          {t('none-hint')}
        </EmptyState>
      )}
      {polled.kind === 'loaded' && polled.data.deliveries.length > 0 && (
        <Table aria-label={t('title', { name: webhook.name })}>
          <TableHead>
            <tr>
              <TableHeader>{t('columns.event')}</TableHeader>
              <TableHeader>{t('columns.at')}</TableHeader>
              <TableHeader>{t('columns.state')}</TableHeader>
              <TableHeader numeric>{t('columns.attempts')}</TableHeader>
              <TableHeader>
                <span className="sr-only">{t('again')}</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {polled.data.deliveries.map((delivery) => (
              <DeliveryRow
                key={delivery.id}
                delivery={delivery}
                onAgain={() => act(`/api/admin/webhooks/deliveries/${encodeURIComponent(delivery.id)}/again`, t('sent-again'))}
              />
            ))}
          </TableBody>
        </Table>
      )}
    </Dialog>
  );
}

function DeliveryRow({ delivery, onAgain }: { delivery: Delivery; onAgain: () => void }) {
  const t = useTranslations('integrations.deliveries');
  const kinds = useTranslations('integrations.kinds');
  const { timeWithSeconds, moment } = useFormats();
  const { event, state, problem, status, attempts, nextAt, createdAt } = delivery;
  const name = event === 'ping' ? t('ping-event') : kinds(event);
  const why = [problem && t(`problems.${problem}`), status !== null && t('status', { status })].filter(Boolean).join(', ');
  return (
    <TableRow>
      <TableCell className="font-medium">{name}</TableCell>
      <TableCell className="figures whitespace-nowrap">{moment(createdAt, Date.now())}</TableCell>
      <TableCell>
        <span className={state === 'dead' ? 'block text-missed' : 'block'}>{t(state)}</span>
        {why !== '' && <span className="block text-muted text-xs">{why}</span>}
        {state === 'pending' && attempts > 0 && (
          <span className="block text-muted text-xs">{t('next', { time: timeWithSeconds(nextAt) })}</span>
        )}
      </TableCell>
      <TableCell numeric>{attempts}</TableCell>
      <TableCell>
        {state !== 'delivered' && attempts > 0 && (
          <Button size="sm" aria-label={t('again-it', { event: name })} onClick={onAgain}>
            <RotateCw aria-hidden />
            {t('again')}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}
