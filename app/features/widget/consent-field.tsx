import { useId } from 'react';
import { useTranslations } from 'use-intl/react';

interface ConsentFieldProps {
  /** In the company's own words. */
  text: string;
  accepted: boolean;
  missing: boolean;
  onChange: (accepted: boolean) => void;
}

/** What the company asks callers to accept: before it is, no microphone opens and no call begins. */
export function ConsentField({ text, accepted, missing, onChange }: ConsentFieldProps) {
  const t = useTranslations('widget-waiting.consent');
  const id = useId();
  return (
    <div className="flex flex-col gap-2 rounded-lg bg-sunken px-3 py-3">
      <p id={`${id}-text`} className="whitespace-pre-line text-sm">
        {text}
      </p>
      <label className="flex items-center gap-2 font-medium text-sm">
        <input
          type="checkbox"
          name="consent"
          checked={accepted}
          aria-describedby={`${id}-text`}
          aria-invalid={missing}
          onChange={(event) => onChange(event.target.checked)}
          className="size-4 accent-accent"
        />
        {t('accept')}
      </label>
      {missing && (
        <p role="alert" className="text-missed text-sm">
          {t('needed')}
        </p>
      )}
    </div>
  );
}
