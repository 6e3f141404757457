'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { NewIdentitySecret, WidgetKey } from '../../../server/protocol/widget-keys.ts';
import { Banner } from '../../components/ui/banner.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Dialog } from '../../components/ui/dialog.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { oldSecretUntil } from './key-form.ts';

const pathOf = ({ id }: WidgetKey) => `/api/admin/widget-keys/${id}` as const;

/** Makes what the site's own server signs identity tokens with. A key's first takes nothing away; another is asked about. */
export function SecretButton({ widgetKey, onMade }: { widgetKey: WidgetKey; onMade: (made: NewIdentitySecret) => void }) {
  const t = useTranslations('widget-keys');
  const common = useTranslations('common.actions');
  const errorWords = useErrorWords();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const make = () => {
    setBusy(true);
    api(`${pathOf(widgetKey)}/secret`, { method: 'POST', schema: NewIdentitySecret }).then(onMade, (error: unknown) => {
      setBusy(false);
      setAsking(false);
      toast({ kind: 'error', title: errorWords(error) });
    });
  };
  if (!widgetKey.hasSecret)
    return (
      <Button variant="quiet" busy={busy} onClick={make}>
        {t('make-secret')}
      </Button>
    );
  return (
    <>
      <Button variant="quiet" onClick={() => setAsking(true)}>
        {t('renew-secret')}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        title={t('identity.renew-title', { name: widgetKey.name })}
        description={t(oldSecretUntil(widgetKey, Date.now()) === null ? 'identity.renew-text' : 'identity.renew-again-text')}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>{common('cancel')}</Button>
            <Button variant="danger" busy={busy} onClick={make}>
              {t('identity.renew')}
            </Button>
          </>
        }
      />
    </>
  );
}

/** While two secrets are good: until when, and how to end it. */
export function OldSecret({ widgetKey, onEnded }: { widgetKey: WidgetKey; onEnded: () => void }) {
  const t = useTranslations('widget-keys.identity');
  const { moment } = useFormats();
  const errorWords = useErrorWords();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  const until = oldSecretUntil(widgetKey, Date.now());
  if (until === null) return null;
  const end = () => {
    setBusy(true);
    api(`${pathOf(widgetKey)}/old-secret`, { method: 'DELETE', schema: WidgetKey }).then(onEnded, (error: unknown) => {
      setBusy(false);
      toast({ kind: 'error', title: errorWords(error) });
    });
  };
  return (
    <Banner
      title={t('two', { until: moment(until, Date.now()) })}
      action={
        <Button size="sm" busy={busy} onClick={end}>
          {t('end-old')}
        </Button>
      }
    >
      {t('two-text')}
    </Banner>
  );
}
