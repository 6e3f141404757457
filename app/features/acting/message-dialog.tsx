'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Field } from '../../components/ui/field.tsx';
import { Textarea } from '../../components/ui/input.tsx';
import { api } from '../../lib/api.ts';
import type { Named } from './acting-context.ts';
import { AskingDialog } from './asking-dialog.tsx';

/** As the server has it (staff-messages.ts); the schema library is not for a page that only counts. */
const MESSAGE_LENGTH = 500;

interface MessageDialogProps {
  to: Named;
  kind: 'agents' | 'centers';
  open: boolean;
  onClose: () => void;
}

export function MessageDialog({ to, kind, ...dialog }: MessageDialogProps) {
  const t = useTranslations('acting');
  const [text, setText] = useState('');
  return (
    <AskingDialog
      {...dialog}
      title={t('message.title', { name: to.name })}
      description={t(`message.hint-${kind}`)}
      submit={t('message.submit')}
      ready={text.trim() !== ''}
      done={t('done.message', { name: to.name })}
      act={() => api(`/api/supervision/${kind}/${encodeURIComponent(to.id)}/messages`, { method: 'POST', body: { text } })}
    >
      <Field label={t('message.label')} hint={t('message.left', { count: MESSAGE_LENGTH - text.length })}>
        <Textarea rows={4} maxLength={MESSAGE_LENGTH} autoFocus value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
    </AskingDialog>
  );
}
