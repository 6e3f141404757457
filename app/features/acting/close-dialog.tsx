'use client';

import { useTranslations } from 'use-intl/react';
import { api } from '../../lib/api.ts';
import { type Named, useActing } from './acting-context.ts';
import { AskingDialog } from './asking-dialog.tsx';

export function CloseDialog({ queue, ...dialog }: { queue: Named; open: boolean; onClose: () => void }) {
  const t = useTranslations('acting');
  const { reload } = useActing();
  const close = async () => {
    await api(`/api/supervision/queues/${encodeURIComponent(queue.id)}/closed`, { method: 'PUT', body: { closed: true } });
    reload();
  };
  return (
    <AskingDialog
      {...dialog}
      danger
      title={t('close-dialog.title', { name: queue.name })}
      description={t('close-dialog.hint')}
      submit={t('close-dialog.submit')}
      done={t('done.closed', { name: queue.name })}
      act={close}
    />
  );
}
