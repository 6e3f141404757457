'use client';

import { useId } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Center } from '../../../server/protocol/queue.ts';
import { Switch } from '../../components/ui/switch.tsx';

interface GrantsFieldProps {
  /** All but their own. */
  centers: readonly Pick<Center, 'id' | 'name'>[];
  value: readonly string[];
  onChange: (value: string[]) => void;
  error: string | undefined;
}

/** Which centers besides their own a supervisor supervises. */
export function GrantsField({ centers, value, onChange, error }: GrantsFieldProps) {
  const t = useTranslations('admin.people');
  const id = useId();
  return (
    <fieldset aria-describedby={`${id}-hint${error === undefined ? '' : ` ${id}-error`}`} className="flex flex-col gap-2">
      <legend className="font-medium text-sm">{t('supervises')}</legend>
      <p id={`${id}-hint`} className="text-muted text-xs">
        {t('supervises-hint')}
      </p>
      {centers.map((center) => (
        <Switch
          key={center.id}
          label={center.name}
          checked={value.includes(center.id)}
          onChange={(checked) => onChange(checked ? [...value, center.id] : value.filter((one) => one !== center.id))}
        />
      ))}
      {error !== undefined && (
        <p id={`${id}-error`} role="alert" className="text-missed text-sm">
          {error}
        </p>
      )}
    </fieldset>
  );
}
