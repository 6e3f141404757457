'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { NOT_READY_CODES } from '../../../server/protocol/codes.ts';
import type { AssignedStatus } from '../../../server/protocol/supervision.ts';
import { Field } from '../../components/ui/field.tsx';
import { Select } from '../../components/ui/select.tsx';
import { api } from '../../lib/api.ts';
import type { Named } from './acting-context.ts';
import { AskingDialog } from './asking-dialog.tsx';

const CHOICES: readonly AssignedStatus[] = ['available', ...NOT_READY_CODES, 'offline'];

export function StatusDialog({ agent, ...dialog }: { agent: Named; open: boolean; onClose: () => void }) {
  const t = useTranslations();
  const [status, setStatus] = useState<AssignedStatus>('available');
  const nameOf = (choice: AssignedStatus): string =>
    choice === 'offline'
      ? t('acting.status.sign-out')
      : choice === 'available'
        ? t('common.status.available')
        : t(`common.status.not-ready.${choice}`);
  return (
    <AskingDialog
      {...dialog}
      title={t('acting.status.title', { name: agent.name })}
      description={t('acting.status.hint')}
      submit={t('acting.status.submit')}
      done={t('acting.done.status', { name: agent.name, status: nameOf(status) })}
      act={() => api(`/api/supervision/agents/${encodeURIComponent(agent.id)}/status`, { method: 'PUT', body: { status } })}
    >
      <Field label={t('acting.status.label')}>
        <Select
          value={status}
          onChange={(choice) => setStatus(choice as AssignedStatus)}
          options={CHOICES.map((choice) => ({ value: choice, label: nameOf(choice) }))}
        />
      </Field>
    </AskingDialog>
  );
}
