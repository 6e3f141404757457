'use client';

import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { type ReportQuery, SavedReport } from '../../../server/protocol/reports.ts';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Input } from '../../components/ui/input.tsx';
import { Switch } from '../../components/ui/switch.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';

interface SaveDialogProps {
  query: ReportQuery;
  /** One’s own report that is changed by it; null: a new one. */
  saved: SavedReport | null;
  onClose: () => void;
  onSaved: (report: SavedReport) => void;
}

export function SaveDialog({ query, saved, onClose, onSaved }: SaveDialogProps) {
  const t = useTranslations();
  const errorWords = useErrorWords();
  const [name, setName] = useState(saved?.name ?? '');
  const [shared, setShared] = useState(saved?.shared ?? false);
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    const path = saved ? (`/api/reports/saved/${encodeURIComponent(saved.id)}` as const) : '/api/reports/saved';
    api(path, { method: saved ? 'PUT' : 'POST', body: { name, shared, query }, schema: SavedReport }).then(onSaved, (failure: unknown) => {
      setError(failure);
      setBusy(false);
    });
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('reports.save-title')}
      actions={
        <>
          <Button onClick={onClose}>{t('common.actions.cancel')}</Button>
          <Button type="submit" form="save-report" variant="primary" busy={busy}>
            {t('common.actions.save')}
          </Button>
        </>
      }
    >
      <form id="save-report" onSubmit={save} className="flex flex-col gap-4">
        <Field label={t('reports.save-name')} error={error === null ? undefined : errorWords(error)}>
          <Input value={name} maxLength={120} required onChange={({ target }) => setName(target.value)} />
        </Field>
        <Switch label={t('reports.save-share')} hint={t('reports.save-share-hint')} checked={shared} onChange={setShared} />
      </form>
    </Dialog>
  );
}
