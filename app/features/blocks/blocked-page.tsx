'use client';

import { Ban } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { type CallerBlock, CallerBlocks } from '../../../server/protocol/blocks.ts';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { Table, TableBody, TableCell, TableColumns, TableRow } from '../../components/ui/table.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { SupervisorShell } from '../supervisor/supervisor-shell.tsx';
import { stateOf } from './block-end.ts';

type Loaded = { kind: 'loading' } | { kind: 'failed'; error: unknown } | { kind: 'loaded'; blocks: readonly CallerBlock[] };

export function BlockedPage() {
  const t = useTranslations('blocks.list');
  return (
    <SupervisorShell title={t('title')} skeleton={<Skeleton className="h-96" />}>
      <Blocked />
    </SupervisorShell>
  );
}

function Blocked() {
  const t = useTranslations('blocks.list');
  const common = useTranslations('common');
  const errorWords = useErrorWords();
  const [list, setList] = useState<Loaded>({ kind: 'loading' });
  const load = useCallback(async () => {
    try {
      setList({ kind: 'loaded', ...(await api('/api/blocks', { schema: CallerBlocks })) });
    } catch (error) {
      setList({ kind: 'failed', error });
    }
  }, []);
  useEffect(() => void load(), [load]);
  return (
    <Panel title={t('title')} flush>
      {list.kind === 'loading' && <Skeleton className="m-4 h-40" />}
      {list.kind === 'failed' && <ErrorState title={common('not-loaded')} message={errorWords(list.error)} onRetry={() => void load()} />}
      {list.kind === 'loaded' && list.blocks.length === 0 && (
        <EmptyState icon={Ban} title={t('none')}>
          {t('none-hint')}
        </EmptyState>
      )}
      {list.kind === 'loaded' && list.blocks.length > 0 && <BlockTable blocks={list.blocks} onLifted={() => void load()} />}
    </Panel>
  );
}

const COLUMNS = ['caller', 'reason', 'marks', 'by', 'since', 'until', 'state'] as const;

function BlockTable({ blocks, onLifted }: { blocks: readonly CallerBlock[]; onLifted: () => void }) {
  const t = useTranslations('blocks.list');
  const { moment } = useFormats();
  const now = Date.now();
  return (
    <Table aria-label={t('title')} className="min-w-[56rem]">
      <TableColumns names={COLUMNS.map((column) => t(`columns.${column}`))} />
      <TableBody>
        {blocks.map((block) => (
          <TableRow key={block.id}>
            <TableCell>
              {block.callerName}
              {block.email !== null && <p className="text-muted text-sm">{block.email}</p>}
              {block.customerId !== null && <p className="text-muted text-sm">{t('customer', { id: block.customerId })}</p>}
            </TableCell>
            <TableCell className="max-w-[28rem] whitespace-pre-line break-words">{block.reason}</TableCell>
            <TableCell>
              <ul>
                {block.marks.map((mark) => (
                  <li key={mark}>{t(`marks.${mark}`)}</li>
                ))}
              </ul>
            </TableCell>
            <TableCell>{block.createdByName}</TableCell>
            <TableCell className="figures whitespace-nowrap">{moment(block.createdAt, now)}</TableCell>
            <TableCell className="figures whitespace-nowrap">{moment(block.endsAt, now)}</TableCell>
            <TableCell>
              <State block={block} now={now} onLifted={onLifted} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function State({ block, now, onLifted }: { block: CallerBlock; now: number; onLifted: () => void }) {
  const t = useTranslations('blocks.list');
  const toast = useToast();
  const errorWords = useErrorWords();
  const [busy, setBusy] = useState(false);
  const state = stateOf(block, now);
  if (state === 'lifted') return t('lifted', { name: block.liftedByName ?? '' });
  if (state === 'ended') return t('ended');
  const lift = async () => {
    setBusy(true);
    try {
      await api(`/api/blocks/${block.id}/lift`, { method: 'POST' });
      toast({ kind: 'success', title: t('was-lifted', { name: block.callerName }) });
    } catch (error) {
      toast({ kind: 'error', title: errorWords(error) });
    }
    setBusy(false);
    onLifted();
  };
  return (
    <Button size="sm" busy={busy} onClick={() => void lift()} aria-label={t('lift-of', { name: block.callerName })}>
      {t('lift')}
    </Button>
  );
}
