'use client';

import { SlidersHorizontal } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { SHORT_ABANDON_SECONDS, type Switches } from '../../../server/protocol/formulas.ts';
import { Button } from '../../components/ui/button.tsx';
import { Field } from '../../components/ui/field.tsx';
import { Popover, PopoverContent, PopoverTrigger } from '../../components/ui/popover.tsx';
import { Select } from '../../components/ui/select.tsx';
import { Switch } from '../../components/ui/switch.tsx';
import { useWords } from '../../lib/i18n/words.ts';
import { levelWords } from './formula.ts';

interface FormulaLineProps {
  seconds: number | null;
  switches: Switches;
  onChange: (switches: Switches) => void;
}

/** The formula of the service level as it is counted now, and the switches to count it otherwise. */
export function FormulaLine({ seconds, switches, onChange }: FormulaLineProps) {
  const t = useTranslations('board.formula');
  const say = useWords();
  return (
    <div className="-mt-2 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <p className="text-muted">
        <span className="font-medium text-ink">{t('title')}</span> {say(levelWords(seconds, switches))}
      </p>
      <Popover>
        <PopoverTrigger asChild>
          <Button variant="quiet" size="sm">
            <SlidersHorizontal aria-hidden />
            {t('change')}
          </Button>
        </PopoverTrigger>
        <PopoverContent aria-label={t('change')} align="start">
          <div className="flex flex-col gap-4">
            <Switch
              label={t('count')}
              hint={t('count-hint')}
              checked={switches.countAbandons}
              onChange={(countAbandons) => onChange({ ...switches, countAbandons })}
            />
            <Switch
              label={t('elsewhere')}
              hint={t('elsewhere-hint')}
              checked={switches.countElsewhere}
              onChange={(countElsewhere) => onChange({ ...switches, countElsewhere })}
            />
            <Field label={t('short')}>
              <Select
                value={String(switches.shortAbandonSeconds)}
                onChange={(value) =>
                  onChange({ ...switches, shortAbandonSeconds: SHORT_ABANDON_SECONDS.find((one) => String(one) === value) ?? 0 })
                }
                options={SHORT_ABANDON_SECONDS.map((one) => ({
                  value: String(one),
                  label: one === 0 ? t('short-all') : t('short-under', { seconds: one }),
                }))}
              />
            </Field>
          </div>
        </PopoverContent>
      </Popover>
    </div>
  );
}
