'use client';

import { CheckCircle2, Send, Star } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { WireError } from '../../../../server/protocol/common.ts';
import { COMMENT_LENGTH, SCORES, type Score } from '../../../../server/protocol/rating-words.ts';
import type { CallKey } from '../../../../server/protocol/widget.ts';
import { Button } from '../../../components/ui/button.tsx';
import { Field } from '../../../components/ui/field.tsx';
import { Textarea } from '../../../components/ui/input.tsx';
import { cn } from '../../../lib/cn.ts';
import { useErrorWords } from '../../../lib/i18n/error-words.ts';
import { Notice } from '../notice.tsx';
import { sendRating } from '../send-message.ts';

/** What the caller says of the conversation that is over: one of five words, and why if they like. */
export function RatingForm({ callKey }: { callKey: CallKey }) {
  const t = useTranslations('widget-after.rating');
  const score = useTranslations('common.scores');
  const errorWords = useErrorWords();
  const [chosen, setChosen] = useState<Score | null>(null);
  const [comment, setComment] = useState('');
  const [step, setStep] = useState<'asked' | 'sending' | 'sent'>('asked');
  const [failure, setFailure] = useState<WireError | null>(null);
  const change = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    // The button that was pressed is gone: who goes by keyboard stays here.
    if (step === 'sent') change.current?.focus();
  }, [step]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (chosen === null || step === 'sending') return;
    setStep('sending');
    const refused = await sendRating({ key: callKey, score: chosen, comment });
    setFailure(refused);
    setStep(refused === null ? 'sent' : 'asked');
  };

  if (step === 'sent' && chosen !== null)
    return (
      <section aria-label={t('title')} className="grid justify-items-center gap-1 rounded-lg border border-line p-4 text-center">
        <CheckCircle2 aria-hidden className="size-6 text-available" />
        <p role="status">{t('sent')}</p>
        <p className="text-muted text-sm">{score(`${chosen}`)}</p>
        <Button ref={change} variant="link" size="sm" onClick={() => setStep('asked')}>
          {t('change')}
        </Button>
      </section>
    );
  return (
    <form onSubmit={submit} className="grid gap-3 rounded-lg border border-line p-3">
      <fieldset className="grid gap-2">
        <legend className="mb-2 w-full text-center font-medium">{t('title')}</legend>
        <div className="grid grid-cols-5 gap-1">
          {SCORES.map((one) => (
            <label
              key={one}
              className={cn(
                'grid cursor-pointer content-start justify-items-center gap-1 rounded-md border py-2 text-center text-xs has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
                chosen === one ? 'border-accent bg-accent-soft font-medium text-accent-ink' : 'border-control hover:bg-sunken',
              )}
            >
              <input type="radio" name="score" value={one} checked={chosen === one} onChange={() => setChosen(one)} className="sr-only" />
              <Star aria-hidden className={cn('size-5', chosen !== null && one <= chosen && 'fill-current')} />
              <span className="w-min">{score(`${one}`)}</span>
            </label>
          ))}
        </div>
      </fieldset>
      {chosen !== null && (
        <>
          <Field label={t('comment')} hint={t('comment-hint')}>
            <Textarea rows={3} maxLength={COMMENT_LENGTH} value={comment} onChange={({ target }) => setComment(target.value)} />
          </Field>
          {failure !== null && (
            <Notice kind="error" title={t('not-sent')}>
              {errorWords(failure)}
            </Notice>
          )}
          <Button type="submit" size="lg" variant="primary" busy={step === 'sending'}>
            <Send aria-hidden />
            {t('send')}
          </Button>
        </>
      )}
    </form>
  );
}
