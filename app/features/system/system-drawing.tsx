'use client';

import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl/react';
import { cn } from '../../lib/cn.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import { PartCard } from './part-card.tsx';
import type { Link, Part, SystemMap } from './system-view.ts';

/**
 * The installation as a drawing: who routes calls in the middle, to whom web servers lead from the left, and centers and media
 * from the right. On a narrow screen all hang below it. What a line shows stands in words on its card.
 */
export function SystemDrawing({ map }: { map: SystemMap }) {
  const t = useTranslations('system');
  const { now } = map;
  return (
    <div className="grid grid-cols-1 gap-x-0 gap-y-6 lg:grid-cols-[1fr_auto_1.3fr_auto_1fr] lg:items-start">
      <Group title={t('groups.web')} parts={map.web} now={now} none={t('no-web')} side="left" className="max-lg:order-2" />
      <Spine shown={map.web.length > 0} />
      <section aria-label={t('groups.routing')} className="flex flex-col gap-3 max-lg:order-1">
        <div className="flex flex-col gap-1 lg:px-8">
          <GroupTitle>{t('groups.routing')}</GroupTitle>
          <Lease decides={map.decides} now={now} />
        </div>
        <ul className="flex flex-col gap-3">
          {map.routing.map((part) => (
            <li key={part.id} className="flex items-center">
              <Line link={part.link} className={map.web.length > 0 ? '' : 'invisible'} />
              <PartCard part={part} now={now} />
              <Line link={part.link} />
            </li>
          ))}
        </ul>
        {map.routing.length < 2 && <p className="text-muted text-sm lg:px-8">{t('no-standby')}</p>}
      </section>
      <Spine shown />
      <div className="flex flex-col gap-6 max-lg:order-3">
        <Group title={t('groups.centers')} parts={map.centers} now={now} none={t('no-centers')} side="right" />
        <Group title={t('groups.media')} parts={map.media} now={now} none={t('no-media')} side="right" />
      </div>
    </div>
  );
}

function Lease({ decides, now }: { decides: SystemMap['decides']; now: number }) {
  const t = useTranslations('system');
  const { moment } = useFormats();
  if (decides === null) return null;
  const { since, epoch } = decides;
  return (
    <p className="figures text-muted text-sm">
      {since === null ? t('lease', { epoch }) : t('lease-since', { epoch, since: moment(since, now) })}
    </p>
  );
}

/** The line that all parts of a side hang on, as tall as they are. */
function Spine({ shown }: { shown: boolean }) {
  return <div aria-hidden className={cn('my-6 self-stretch border-control max-lg:hidden', shown && 'border-l-2')} />;
}

interface GroupProps {
  title: string;
  parts: readonly Part[];
  now: number;
  none: string;
  side: 'left' | 'right';
  className?: string;
}

function Group({ title, parts, now, none, side, className }: GroupProps) {
  return (
    <section aria-label={title} className={cn('flex flex-col gap-2', className)}>
      <GroupTitle className={side === 'right' ? 'lg:pl-8' : ''}>{title}</GroupTitle>
      {parts.length === 0 ? (
        <p className={cn('text-muted text-sm', side === 'right' ? 'lg:pl-8' : 'lg:pr-8')}>{none}</p>
      ) : (
        <ul className="flex flex-col gap-3">
          {parts.map((part) => (
            <li key={part.id} className={cn('flex items-center', side === 'left' ? 'flex-row-reverse' : '')}>
              <Line link={part.link} />
              <PartCard part={part} now={now} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

const LINES: Record<Link, string> = {
  up: 'border-solid border-available',
  resting: 'border-dashed border-control',
  down: 'border-dotted border-missed',
};

function Line({ link, className }: { link: Link; className?: string }) {
  return <span aria-hidden className={cn('w-8 shrink-0 border-t-2 max-lg:hidden', LINES[link], className)} />;
}

function GroupTitle({ className, children }: { className?: string; children: ReactNode }) {
  return <h2 className={cn('font-semibold text-base', className)}>{children}</h2>;
}
