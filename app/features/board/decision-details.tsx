import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { Badge } from '../../components/ui/badge.tsx';
import { SectionTitle } from '../../components/ui/panel.tsx';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '../../components/ui/table.tsx';
import { useFormats } from '../../lib/i18n/formats.ts';
import { useWords } from '../../lib/i18n/words.ts';
import type { DecisionView } from './decision-view.ts';
import { passedOverWords } from './passed-over.ts';

/** One decision: the reasons in words, then all that they were drawn from. */
export function DecisionDetails({ decision }: { decision: DecisionView }) {
  const t = useTranslations('board.why');
  const say = useWords();
  return (
    <div className="flex flex-col gap-5">
      <ul className="flex flex-col gap-1">
        {decision.why.map(say).map((reason) => (
          <li key={reason} className="flex gap-2">
            <Check aria-hidden className="mt-0.5 size-4 shrink-0 text-available" />
            {reason}
          </li>
        ))}
      </ul>
      <Part title={t('candidates-by', { strategy: say(decision.strategy) })}>
        <Candidates rows={decision.candidates} />
        <More count={decision.unnamed.candidates} />
      </Part>
      {decision.centers.length > 0 && (
        <Part title={t('centers-then')}>
          <Centers rows={decision.centers} />
        </Part>
      )}
      {decision.passedOver.length > 0 && (
        <Part title={t('passed-over')}>
          <PassedOver rows={decision.passedOver} />
          <More count={decision.unnamed.passedOver} />
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-1.5">
      <SectionTitle>{title}</SectionTitle>
      {children}
    </section>
  );
}

function More({ count }: { count: number }) {
  const t = useTranslations('board.why');
  return count > 0 ? <p className="text-muted text-sm">{t('more', { count })}</p> : null;
}

function Candidates({ rows }: { rows: DecisionView['candidates'] }) {
  const t = useTranslations('board.why');
  const { duration, percent } = useFormats();
  return (
    <Table aria-label={t('candidates')} boxClassName="rounded-lg border border-line" className="min-w-[38rem]">
      <TableHead>
        <tr>
          <TableHeader>{t('agent')}</TableHeader>
          <TableHeader>{t('center')}</TableHeader>
          <TableHeader numeric>{t('idle')}</TableHeader>
          <TableHeader numeric>{t('compared')}</TableHeader>
          <TableHeader numeric title={t('center-factor-title')}>
            {t('center-factor')}
          </TableHeader>
          <TableHeader numeric title={t('score-title')}>
            {t('score')}
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.agentId}>
            <TableCell>
              <span className="flex items-center gap-2">
                {row.agentName}
                {row.chosen && <Badge tone="available">{t('chosen')}</Badge>}
              </span>
            </TableCell>
            <TableCell>{row.centerName}</TableCell>
            <TableCell numeric>{duration(row.idleMs)}</TableCell>
            <TableCell numeric>{row.measure}</TableCell>
            <TableCell numeric>{percent(row.factor)}</TableCell>
            <TableCell numeric>{percent(row.share)}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function Centers({ rows }: { rows: DecisionView['centers'] }) {
  const t = useTranslations('board.why');
  const say = useWords();
  const { percent, briefly } = useFormats();
  return (
    <Table aria-label={t('centers')} boxClassName="rounded-lg border border-line" className="min-w-[38rem]">
      <TableHead>
        <tr>
          <TableHeader>{t('center')}</TableHeader>
          <TableHeader numeric title={t('load-title')}>
            {t('load')}
          </TableHeader>
          <TableHeader numeric title={t('round-trip-title')}>
            {t('round-trip')}
          </TableHeader>
          <TableHeader numeric>{t('data-age')}</TableHeader>
          <TableHeader numeric>{t('factor')}</TableHeader>
          <TableHeader>{t('offers')}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.centerId}>
            <TableCell>{row.centerName}</TableCell>
            <TableCell numeric>{percent(row.load)}</TableCell>
            <TableCell numeric>
              {row.roundTripMs === null ? t('unknown') : t('milliseconds', { ms: Math.round(row.roundTripMs) })}
            </TableCell>
            <TableCell numeric>{briefly(row.dataAgeMs)}</TableCell>
            <TableCell numeric>{percent(row.factor)}</TableCell>
            <TableCell>{row.refused === null ? t('could') : say(passedOverWords(row.refused))}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function PassedOver({ rows }: { rows: DecisionView['passedOver'] }) {
  const t = useTranslations('board.why');
  const say = useWords();
  return (
    <Table aria-label={t('passed-over')} boxClassName="rounded-lg border border-line" className="min-w-[26rem]">
      <TableHead>
        <tr>
          <TableHeader>{t('agent')}</TableHeader>
          <TableHeader>{t('center')}</TableHeader>
          <TableHeader>{t('reason')}</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rows.map((row) => (
          <TableRow key={row.agentId}>
            <TableCell>{row.agentName}</TableCell>
            <TableCell>{row.centerName}</TableCell>
            <TableCell>{say(passedOverWords(row.reason))}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
