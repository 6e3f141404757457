'use client';

import { Ban } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { BlockCaller as BlockRequest } from '../../../server/protocol/blocks.ts';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Textarea } from '../../components/ui/input.tsx';
import { Select } from '../../components/ui/select.tsx';
import { Switch } from '../../components/ui/switch.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useClock } from '../../lib/clock.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { BLOCK_DAYS, type BlockDays, endOf } from './block-end.ts';

interface BlockCallerProps {
  callId: string;
  name: string;
  /** What the caller said to be theirs. */
  email: string | null;
  /** Whether their site says who they are. */
  verified: boolean;
  ready: boolean;
}

/** Has no more calls of this caller taken, for a reason and a time. */
export function BlockCaller({ ready, ...caller }: BlockCallerProps) {
  const t = useTranslations('blocks.block');
  const [open, setOpen] = useState(false);
  const [blocked, setBlocked] = useState(false);
  return (
    <div>
      <Button variant="quiet" size="sm" disabled={!ready || blocked} onClick={() => setOpen(true)}>
        <Ban aria-hidden />
        {t(blocked ? 'done' : 'button')}
      </Button>
      {open && <BlockDialog {...caller} onClose={() => setOpen(false)} onDone={() => setBlocked(true)} />}
    </div>
  );
}

interface BlockDialogProps extends Omit<BlockCallerProps, 'ready'> {
  onClose: () => void;
  onDone: () => void;
}

function BlockDialog({ callId, name, email, verified, onClose, onDone }: BlockDialogProps) {
  const t = useTranslations('blocks.block');
  const clock = useClock();
  const toast = useToast();
  const errorWords = useErrorWords();
  const formId = useId();
  const [reason, setReason] = useState('');
  const [days, setDays] = useState<BlockDays>(7);
  const [withEmail, setWithEmail] = useState(false);
  const [withIdentity, setWithIdentity] = useState(verified);
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (busy || reason.trim() === '') return;
    setBusy(true);
    const body: BlockRequest = { callId, reason, endsAt: endOf(days, clock.now()), email: withEmail, identity: withIdentity };
    try {
      await api('/api/blocks', { method: 'POST', body });
    } catch (failure) {
      setError(failure);
      setBusy(false);
      return;
    }
    toast({ kind: 'success', title: t('blocked', { name }) });
    onDone();
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { name })}
      description={t('text')}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={formId} variant="danger" busy={busy}>
            {t('confirm')}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={submit} className="grid gap-4">
        {error !== null && <Banner kind="error" title={errorWords(error)} />}
        <Field label={t('reason')} hint={t('reason-hint')} error={asked && reason.trim() === '' ? t('reason-missing') : undefined}>
          <Textarea rows={3} maxLength={300} autoFocus value={reason} onChange={({ target }) => setReason(target.value)} />
        </Field>
        <Field label={t('how-long')}>
          <Select
            value={`${days}`}
            onChange={(value) => setDays(BLOCK_DAYS.find((one) => `${one}` === value) ?? 7)}
            options={BLOCK_DAYS.map((one) => ({ value: `${one}`, label: t('days', { count: one }) }))}
          />
        </Field>
        {verified && <Switch label={t('identity', { name })} hint={t('identity-hint')} checked={withIdentity} onChange={setWithIdentity} />}
        {email !== null && <Switch label={t('email', { email })} hint={t('email-hint')} checked={withEmail} onChange={setWithEmail} />}
      </form>
    </Dialog>
  );
}
