'use client';

import { Bell, Plus } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { type AlertRule, AlertRules } from '../../../server/protocol/alerts.ts';
import { type Sort, type SortableColumn, SortableTable } from '../../components/sortable-table.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Panel } from '../../components/ui/panel.tsx';
import { Skeleton } from '../../components/ui/skeleton.tsx';
import { EmptyState, ErrorState } from '../../components/ui/states.tsx';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { type Say, useWords } from '../../lib/i18n/words.ts';
import { useResource } from '../admin/use-resource.ts';
import { conditionWords } from './alert-words.ts';
import { RuleEditor } from './rule-editor.tsx';

export function RulesPanel() {
  const t = useTranslations('alerts');
  const say = useWords();
  const errorWords = useErrorWords();
  const { resource, reload, retry } = useResource('/api/alerts/rules', AlertRules);
  const [editing, setEditing] = useState<AlertRule | 'new' | null>(null);
  const [sort, setSort] = useState<Sort>({ column: 'name', descending: false });
  const choices = resource.kind === 'loaded' ? resource.data : null;
  const columns = useMemo(() => (choices ? columnsOf(t, say, choices, setEditing) : []), [t, say, choices]);
  const done = () => {
    setEditing(null);
    reload();
  };
  return (
    <Panel
      title={t('rules')}
      aria-label={t('rules')}
      flush
      action={
        choices && (
          <Button variant="primary" size="sm" onClick={() => setEditing('new')}>
            <Plus aria-hidden />
            {t('add')}
          </Button>
        )
      }
    >
      <p className="px-4 pb-2 text-muted text-sm">{t('rules-lead')}</p>
      {resource.kind === 'loading' && <Skeleton className="mx-4 mb-4 h-24" />}
      {resource.kind === 'failed' && <ErrorState title={t('not-loaded')} message={errorWords(resource.error)} onRetry={retry} />}
      {choices && (
        <SortableTable
          aria-label={t('rules')}
          columns={columns}
          rows={choices.rules}
          sort={sort}
          onSort={setSort}
          minWidth="min-w-[52rem]"
          empty={
            <EmptyState icon={Bell} title={t('none')}>
              {t('none-hint')}
            </EmptyState>
          }
        />
      )}
      {choices && editing !== null && (
        <RuleEditor rule={editing === 'new' ? null : editing} choices={choices} onClose={() => setEditing(null)} onDone={done} />
      )}
    </Panel>
  );
}

function columnsOf(
  t: ReturnType<typeof useTranslations<'alerts'>>,
  say: Say,
  choices: AlertRules,
  onChange: (rule: AlertRule) => void,
): readonly SortableColumn<AlertRule>[] {
  const toldTo = ({ centerId }: AlertRule) =>
    centerId === null ? t('everyone') : (choices.centers.find(({ id }) => id === centerId)?.name ?? centerId);
  const mayChange = (rule: AlertRule) => choices.forAll || rule.centerId !== null;
  return [
    {
      id: 'name',
      header: t('columns.name'),
      width: 'w-48',
      sortBy: (rule) => rule.name,
      cell: (rule) => <span className="font-medium">{rule.name}</span>,
    },
    { id: 'condition', header: t('columns.condition'), width: 'w-auto', cell: (rule) => say(conditionWords(rule, choices)) },
    { id: 'for', header: t('columns.for'), width: 'w-32', sortBy: toldTo, cell: toldTo },
    {
      id: 'sound',
      header: t('columns.sound'),
      width: 'w-28',
      sortBy: (rule) => Number(rule.sound),
      cell: (rule) => t(rule.sound ? 'with-sound' : 'silent'),
    },
    {
      id: 'active',
      header: t('columns.active'),
      width: 'w-28',
      sortBy: (rule) => Number(rule.active),
      cell: (rule) => t(rule.active ? 'on' : 'off'),
    },
    {
      id: 'change',
      header: t('change'),
      hideHeader: true,
      width: 'w-28',
      cell: (rule) =>
        mayChange(rule) && (
          <Button size="sm" aria-label={t('change-it', { name: rule.name })} onClick={() => onChange(rule)}>
            {t('change')}
          </Button>
        ),
    },
  ];
}
