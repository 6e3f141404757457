'use client';

import { Bell } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { type Alert, AlertHistory } from '../../../server/protocol/alerts.ts';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../components/ui/table.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { usePolled } from '../board/use-polled.ts';
import { alertWords, nowWords } from './alert-words.ts';
import { useAlerts } from './alerts-context.tsx';

/** All alerts there have been, newest first: fetched again whenever one fires, clears or is acknowledged. */
export function HistoryPanel() {
  const t = useTranslations('alerts');
  const errorWords = useErrorWords();
  const toast = useToast();
  const { alerts, figures } = useAlerts();
  const { polled, reload } = usePolled('/api/alerts/history', AlertHistory, { everyMs: null, changed: alerts });
  const [older, setOlder] = useState<AlertHistory>({ alerts: [], more: false });
  const newest = polled.kind === 'loaded' ? polled.data : null;
  const shown = [...(newest?.alerts ?? []), ...older.alerts.filter(({ id }) => !newest?.alerts.some((one) => one.id === id))];
  const more = older.alerts.length > 0 ? older.more : (newest?.more ?? false);
  const showOlder = () => {
    api(`/api/alerts/history?before=${shown.at(-1)?.firedAt ?? 0}`, { schema: AlertHistory }).then(
      (page) => setOlder((before) => ({ alerts: [...before.alerts, ...page.alerts], more: page.more })),
      (error: unknown) => toast({ kind: 'error', title: errorWords(error) }),
    );
  };
  return (
    <Panel title={t('history')} aria-label={t('history')} flush>
      {polled.kind === 'loading' && <Skeleton className="mx-4 my-4 h-24" />}
      {polled.kind === 'failed' && <ErrorState title={t('not-loaded')} message={errorWords(polled.error)} onRetry={reload} />}
      {newest !== null && shown.length === 0 && (
        <EmptyState icon={Bell} title={t('history-none')}>
          {t('history-none-hint')}
        </EmptyState>
      )}
      {shown.length > 0 && (
        <Table aria-label={t('history')} className="min-w-[52rem]">
          <TableHead>
            <tr>
              <TableHeader>{t('columns.fired')}</TableHeader>
              <TableHeader>{t('columns.name')}</TableHeader>
              <TableHeader>{t('columns.value')}</TableHeader>
              <TableHeader>{t('columns.cleared')}</TableHeader>
              <TableHeader>{t('columns.acknowledged')}</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {shown.map((alert) => (
              <HistoryRow key={alert.id} alert={alert} figure={figures[alert.id]} />
            ))}
          </TableBody>
        </Table>
      )}
      {more && (
        <div className="p-3 text-center">
          <Button size="sm" onClick={showOlder}>
            {t('older')}
          </Button>
        </div>
      )}
    </Panel>
  );
}

function HistoryRow({ alert, figure }: { alert: Alert; figure: number | null | undefined }) {
  const t = useTranslations('alerts');
  const say = useWords();
  const { moment, timeWithSeconds } = useFormats();
  const { rule, firedAt, clearedAt, clearedBy, acknowledged } = alert;
  return (
    <TableRow>
      <TableCell className="figures whitespace-nowrap">{moment(firedAt, Date.now())}</TableCell>
      <TableCell className="font-medium">{rule.name}</TableCell>
      <TableCell>
        {say(alertWords(alert))}
        {figure !== undefined && <span className="figures block text-muted text-xs">{say(nowWords(alert, figure))}</span>}
      </TableCell>
      <TableCell className="figures">
        {clearedAt === null ? t('open') : clearedBy === 'rule-changed' ? t('by-rule') : timeWithSeconds(clearedAt)}
      </TableCell>
      <TableCell>{acknowledged ? `${acknowledged.byName}, ${timeWithSeconds(acknowledged.at)}` : t('nobody')}</TableCell>
    </TableRow>
  );
}
