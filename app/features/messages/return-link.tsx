'use client';

import { Link2, Mail } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { LeftMessage } from '../../../server/protocol/messages.ts';
import { Button, buttonLook } from '../../components/ui/button.tsx';
import { useToast } from '../../components/ui/toast.tsx';
import { api } from '../../lib/api.ts';
import { useErrorWords } from '../../lib/i18n/error-words.ts';
import { CopyLink } from '../callback/copy-link.tsx';

/** A link by which the customer of a message calls whoever returns it: to be copied, or sent with one's own mail. */
export function ReturnLink({ message: { id, name, email } }: { message: LeftMessage }) {
  const t = useTranslations('left-messages.link');
  const errorWords = useErrorWords();
  const toast = useToast();
  const [link, setLink] = useState<string | null>(null);
  const [making, setMaking] = useState(false);
  const make = async () => {
    setMaking(true);
    try {
      const { path } = await api<{ path: string }>(`/api/messages/${encodeURIComponent(id)}/link`, { method: 'POST', body: {} });
      setLink(new URL(path, window.location.origin).href);
    } catch (error) {
      toast({ kind: 'error', title: errorWords(error) });
    }
    setMaking(false);
  };
  if (link === null) {
    return (
      <Button size="sm" variant="quiet" busy={making} className="-ml-3" aria-label={t('make-for', { name })} onClick={() => void make()}>
        <Link2 aria-hidden />
        {t('make')}
      </Button>
    );
  }
  const mail = `mailto:${email ?? ''}?subject=${encodeURIComponent(t('subject'))}&body=${encodeURIComponent(t('body', { name, link }))}`;
  return (
    <div className="mt-1 flex max-w-md flex-col gap-1">
      <CopyLink link={link} />
      <a className={buttonLook({ size: 'sm', className: 'self-start' })} href={mail}>
        <Mail aria-hidden />
        {t('mail')}
      </a>
    </div>
  );
}
