'use client';

import { STRATEGIES, type StrategyName } from '../../../../server/protocol/queue.ts';
import { FieldGroup } from '../field-group.tsx';
import { messageAt, sentence } from '../form-errors.ts';
import { RadioOption } from '../options.tsx';
import { STRATEGY_WORDS } from './queue-words.ts';

interface StrategyFieldProps {
  value: StrategyName;
  onChange: (value: StrategyName) => void;
  errors: unknown;
}

export function StrategyField({ value, onChange, errors }: StrategyFieldProps) {
  return (
    <FieldGroup legend="Strategy" hint="Who of those that are free gets the call." error={sentence('Strategy', messageAt(errors))}>
      {STRATEGIES.map((strategy) => (
        <RadioOption
          key={strategy}
          name="queue-strategy"
          label={STRATEGY_WORDS[strategy].name}
          hint={STRATEGY_WORDS[strategy].why}
          checked={value === strategy}
          onChange={() => onChange(strategy)}
        />
      ))}
    </FieldGroup>
  );
}
