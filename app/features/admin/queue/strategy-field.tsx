'use client';

import { useTranslations } from 'use-intl/react';
import { STRATEGIES, type StrategyName } from '../../../../server/protocol/queue.ts';
import { FieldGroup } from '../field-group.tsx';
import { messageAt } from '../form-errors.ts';
import { RadioOption } from '../options.tsx';
import { useSentences } from '../use-sentences.ts';

interface StrategyFieldProps {
  value: StrategyName;
  onChange: (value: StrategyName) => void;
  errors: unknown;
}

export function StrategyField({ value, onChange, errors }: StrategyFieldProps) {
  const t = useTranslations('admin');
  const { sentence } = useSentences();
  return (
    <FieldGroup legend={t('queue.strategy')} hint={t('queue.strategy-hint')} error={sentence(t('queue.strategy'), messageAt(errors))}>
      {STRATEGIES.map((strategy) => (
        <RadioOption
          key={strategy}
          name="queue-strategy"
          label={t(`strategies.${strategy}.name`)}
          hint={t(`strategies.${strategy}.why`)}
          checked={value === strategy}
          onChange={() => onChange(strategy)}
        />
      ))}
    </FieldGroup>
  );
}
