'use client';

import { Check, Copy } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { Button } from '../../components/ui/button.tsx';
import { controlLook } from '../../components/ui/input.tsx';
import { cn } from '../../lib/cn.ts';

/** A link to be kept: copied by a press, or by hand where the browser lets no page copy. */
export function CopyLink({ link }: { link: string }) {
  const t = useTranslations('callback-link');
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<boolean | null>(null);
  const id = useId();
  const copy = () => {
    field.current?.select();
    // Another site's frame has no clipboard unless that site gives it one.
    const done = navigator.clipboard === undefined ? Promise.reject(new Error('no clipboard')) : navigator.clipboard.writeText(link);
    done.then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium text-sm">
        {t('label')}
      </label>
      <div className="flex gap-2">
        <input
          ref={field}
          id={id}
          readOnly
          value={link}
          onFocus={({ target }) => target.select()}
          className={cn(controlLook, 'h-9 min-w-0')}
        />
        <Button onClick={copy}>
          {copied === true ? <Check aria-hidden /> : <Copy aria-hidden />}
          {t('copy')}
        </Button>
      </div>
      <p role="status" className="min-h-4 text-muted text-xs">
        {copied === true && t('copied')}
        {copied === false && t('by-hand')}
      </p>
    </div>
  );
}
