'use client';

import { BellRing } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import type { Alert } from '../../../server/protocol/alerts.ts';
import { tone } from '../../components/ui/badge.tsx';
import { cn } from '../../lib/cn.ts';
import { useWords } from '../../lib/i18n/words.ts';
import { useAlertSound } from './alert-sound.ts';
import { alertWords, nowWords } from './alert-words.ts';
import { useAlerts } from './alerts-context.tsx';

/** As many as leave room for the figures. */
const SHOWN = 2;

/** Alerts that nobody has acknowledged yet, to be read from afar: the newest first. */
export function WallAlerts() {
  const t = useTranslations('supervisor.alerts');
  const say = useWords();
  const { alerts, figures } = useAlerts();
  const open = (alerts ?? []).filter(({ acknowledged }) => acknowledged === null).sort((a, b) => b.firedAt - a.firedAt);
  const { muted, blocked } = useAlertSound();
  if (open.length === 0) return null;
  return (
    <section aria-label={t('label')} className="flex shrink-0 flex-col gap-2 px-6 pt-4 font-semibold text-2xl">
      <ul className="flex flex-col gap-2">
        {open.slice(0, SHOWN).map((alert) => (
          <li key={alert.id} className={cn('flex items-center gap-4 rounded-lg px-5 py-2', tone({ tone: 'missed' }))}>
            <BellRing aria-hidden className="size-7 shrink-0" />
            <span className="truncate">{t('line', { name: alert.rule.name, figure: say(alertWords(alert)) })}</span>
            <Now alert={alert} figure={figures[alert.id]} />
          </li>
        ))}
      </ul>
      {blocked && !muted && <p className="text-muted text-xl">{t('sound-blocked-wall')}</p>}
      {open.length > SHOWN && <p className="text-muted text-xl">{t('more', { count: open.length - SHOWN })}</p>}
    </section>
  );
}

/** Never cut off: beside the name, it is what changes. */
function Now({ alert, figure }: { alert: Alert; figure: number | null | undefined }) {
  const say = useWords();
  return figure === undefined ? null : <span className="figures shrink-0 font-normal">{say(nowWords(alert, figure))}</span>;
}
