import { useTranslations } from 'use-intl/react';
import { WRAPUP_ENDS, type WrapupEnds } from '../../../../server/protocol/queue.ts';
import { FieldGroup } from '../field-group.tsx';
import { RadioOption } from '../options.tsx';

/** Whether an agent is left alone until they have finished a wrap-up, or only until its time is up. */
export function WrapupEndsField({ value, onChange }: { value: WrapupEnds; onChange: (value: WrapupEnds) => void }) {
  const t = useTranslations('admin-desk.wrapup-ends');
  return (
    <FieldGroup legend={t('legend')}>
      {WRAPUP_ENDS.map((ends) => (
        <RadioOption
          key={ends}
          name="wrapupEnds"
          label={t(`${ends}.label`)}
          hint={t(`${ends}.hint`)}
          checked={value === ends}
          onChange={() => onChange(ends)}
        />
      ))}
    </FieldGroup>
  );
}
