import { useTranslations } from 'use-intl/react';
import type { SkillLevel } from '../../../server/protocol/common.ts';
import { cn } from '../../lib/cn.ts';

const LEVELS = [1, 2, 3, 4, 5] as const;

/** Skills with their level of five, best first. */
export function SkillList({ skills }: { skills: readonly SkillLevel[] }) {
  const t = useTranslations('workstation-desk.next');
  if (skills.length === 0) return <p className="text-muted text-sm">{t('no-skills')}</p>;
  const sorted = skills.toSorted((a, b) => b.level - a.level || a.name.localeCompare(b.name));
  return (
    <ul className="grid gap-2">
      {sorted.map((skill) => (
        <li key={skill.id} className="flex items-center justify-between gap-4">
          <span className="truncate">{skill.name}</span>
          <span className="flex shrink-0 items-center gap-2">
            <span aria-hidden className="flex gap-0.5">
              {LEVELS.map((level) => (
                <span key={level} className={cn('h-2.5 w-1 rounded-[1px]', level <= skill.level ? 'bg-muted' : 'bg-line')} />
              ))}
            </span>
            <span className="figures w-2 text-right text-muted text-sm">
              <span className="sr-only">{t('level')} </span>
              {skill.level}
            </span>
          </span>
        </li>
      ))}
    </ul>
  );
}
