'use client';

import { useId } from 'react';
import { useTranslations } from 'use-intl/react';
import { LOCALE_NAMES } from '../../lib/i18n/locale-tags.ts';
import styles from './shop.module.css';
import { CONTEXT_EXAMPLE, LANGUAGES, POSITIONS, type TagOptions, THEMES, TOPIC_EXAMPLE } from './tag-options.ts';

interface TryOptionsProps {
  options: TagOptions;
  onChange: (options: TagOptions) => void;
}

/** What the tag can say, to be tried at once: the button on this page follows. */
export function TryOptions({ options, onChange }: TryOptionsProps) {
  const t = useTranslations('demo.try');
  const set = (change: Partial<TagOptions>) => onChange({ ...options, ...change });
  return (
    <fieldset className={styles.options}>
      <legend>{t('title')}</legend>
      <Choice
        label={t('theme')}
        value={options.theme}
        values={THEMES}
        nameOf={(theme) => t(`themes.${theme || 'system'}`)}
        onChange={(theme) => set({ theme })}
      />
      <Choice
        label={t('lang')}
        value={options.lang}
        values={LANGUAGES}
        nameOf={(lang) => (lang === '' ? t('lang-page') : LOCALE_NAMES[lang])}
        onChange={(lang) => set({ lang })}
      />
      <Choice
        label={t('position')}
        value={options.position}
        values={POSITIONS}
        nameOf={(position) => t(`positions.${position || 'key'}`)}
        onChange={(position) => set({ position })}
      />
      <Text label={t('label')} value={options.label} onChange={(label) => set({ label })} />
      <Text label={t('accent')} placeholder="#0b6b7a" value={options.accent} onChange={(accent) => set({ accent })} />
      <Text label={t('topic')} placeholder={TOPIC_EXAMPLE} value={options.topic} onChange={(topic) => set({ topic })} />
      <Text label={t('name')} value={options.name} onChange={(name) => set({ name })} />
      <Text label={t('email')} value={options.email} onChange={(email) => set({ email })} />
      <Text label={t('identity')} value={options.identity} onChange={(identity) => set({ identity })} />
      <Text label={t('context')} placeholder={CONTEXT_EXAMPLE} value={options.context} onChange={(context) => set({ context })} />
      <label className={styles.check}>
        <input type="checkbox" checked={options.second} onChange={(event) => set({ second: event.target.checked })} />
        {t('second')}
      </label>
    </fieldset>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  value: Value;
  values: readonly Value[];
  nameOf: (value: Value) => string;
  onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, values, nameOf, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {values.map((each) => (
          <option key={each} value={each}>
            {nameOf(each)}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Taken over when the field is left: the button is not drawn anew with each letter. */
function Text(props: { label: string; value: string; placeholder?: string; onChange: (value: string) => void }) {
  const { label, value, placeholder, onChange } = props;
  const id = useId();
  return (
    <div>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        defaultValue={value}
        placeholder={placeholder}
        autoComplete="off"
        onBlur={(event) => onChange(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && onChange(event.currentTarget.value)}
      />
    </div>
  );
}
