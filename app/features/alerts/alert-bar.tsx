'use client';

import { BellRing, Check } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl/react';
import type { Alert } from '../../../server/protocol/alerts.ts';
import { tone } from '../../components/ui/badge.tsx';
import { Button } from '../../components/ui/button.tsx';
import { useTicking } from '../../lib/clock.ts';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { alertWords, nowWords } from './alert-words.ts';
import { useAlerts } from './alerts-context.tsx';
import { SoundSwitch } from './sound-switch.tsx';

/** More than these would push away what is to be looked at. */
const SHOWN = 3;

/** The alerts that are not over, above everything else on the page: what somebody has taken note of comes last. */
export function AlertBar() {
  const t = useTranslations('supervisor.alerts');
  const say = useWords();
  const { alerts, figures, acknowledge } = useAlerts();
  const open = [...(alerts ?? [])].sort(
    (a, b) => Number(a.acknowledged !== null) - Number(b.acknowledged !== null) || b.firedAt - a.firedAt,
  );
  const more = open.length - SHOWN;
  const newest = open.find(({ acknowledged }) => acknowledged === null);
  return (
    <>
      {/* Apart from the list, whose ages change all the time. */}
      <p role="alert" className="sr-only">
        {newest && t('line', { name: newest.rule.name, figure: say(alertWords(newest)) })}
      </p>
      <section aria-label={t('label')} hidden={open.length === 0} className={cn('flex-col gap-1', open.length > 0 && 'flex')}>
        <ul className="flex flex-col gap-1">
          {open.slice(0, SHOWN).map((alert) => (
            <AlertLine key={alert.id} alert={alert} figure={figures[alert.id]} onAcknowledge={() => acknowledge(alert.id)} />
          ))}
        </ul>
        <div className="flex min-h-8 items-center justify-between gap-3 text-sm">
          {more > 0 ? (
            <Link href="/supervisor/alerts" className="text-accent-ink hover:underline">
              {t('more', { count: more })}
            </Link>
          ) : (
            <span />
          )}
          <SoundSwitch />
        </div>
      </section>
    </>
  );
}

interface AlertLineProps {
  alert: Alert;
  /** What it is now; undefined: that is not known. */
  figure: number | null | undefined;
  onAcknowledge: () => void;
}

function AlertLine({ alert, figure, onAcknowledge }: AlertLineProps) {
  const t = useTranslations('supervisor.alerts');
  const say = useWords();
  const { age } = useFormats();
  const when = useTicking((now) => age(alert.firedAt, now));
  const { acknowledged, rule } = alert;
  return (
    <li
      className={cn(
        'flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 rounded-lg px-4 py-1',
        tone({ tone: acknowledged ? 'offline' : 'missed' }),
      )}
    >
      <BellRing aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 break-words font-medium">
        {t('line', { name: rule.name, figure: say(alertWords(alert)) })}{' '}
        <span className="figures font-normal text-sm">
          {figure !== undefined && `(${say(nowWords(alert, figure))}) `}
          {when}
        </span>
      </p>
      {acknowledged ? (
        <span className="inline-flex items-center gap-1.5 text-sm max-sm:w-full max-sm:pl-7">
          <Check aria-hidden className="size-4" />
          {t('acknowledged', { name: acknowledged.byName })}
        </span>
      ) : (
        <Button size="sm" aria-label={t('acknowledge-it', { name: rule.name })} onClick={onAcknowledge}>
          <Check aria-hidden />
          {t('acknowledge')}
        </Button>
      )}
    </li>
  );
}
