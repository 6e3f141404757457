'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Field } from '../../components/ui/field.tsx';
import { Select } from '../../components/ui/select.tsx';
import { api } from '../../lib/api.ts';
import { type Named, useActing } from './acting-context.ts';
import { AskingDialog } from './asking-dialog.tsx';

export function MoveDialog({ call, ...dialog }: { call: Named & { queueId: string }; open: boolean; onClose: () => void }) {
  const t = useTranslations('acting');
  const { queues } = useActing();
  const [queueId, setQueueId] = useState<string>();
  const others = queues.filter((queue) => queue.id !== call.queueId && queue.mayMove);
  const queue = others.find(({ id }) => id === queueId);
  return (
    <AskingDialog
      {...dialog}
      title={t('move.title', { name: call.name })}
      description={t('move.hint')}
      submit={t('move.submit')}
      ready={queue !== undefined}
      done={t('done.moved', { name: call.name, queue: queue?.name ?? '' })}
      act={() => api(`/api/supervision/calls/${encodeURIComponent(call.id)}/queue`, { method: 'PUT', body: { queueId } })}
    >
      {others.length === 0 ? (
        <p className="text-muted">{t('move.nowhere')}</p>
      ) : (
        <Field label={t('move.label')}>
          <Select
            value={queueId}
            onChange={setQueueId}
            placeholder={t('move.choose')}
            options={others.map(({ id, name, closed }) => ({
              value: id,
              label: closed ? t('move.closed', { name }) : name,
              disabled: closed,
            }))}
          />
        </Field>
      )}
    </AskingDialog>
  );
}
