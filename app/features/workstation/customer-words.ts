'use client';

import { useTranslations } from 'use-intl/react';
import { TIERS } from '../../../server/protocol/codes.ts';
import { useFormats } from '../../lib/i18n/formats.ts';
import type { FieldName } from './customer-fields.ts';

const isTier = (text: string): text is (typeof TIERS)[number] => (TIERS as readonly string[]).includes(text);

/** How the fields of a customer and what stands in them are said. */
export function useFieldWords() {
  const t = useTranslations('workstation-desk.customer');
  const { languageName } = useFormats();
  return {
    nameOf: (field: FieldName) => t(`field.${field}`),
    /** Of nothing: that there is nothing. */
    textOf(field: FieldName, text: string): string {
      if (text === '') return t('empty');
      if (field === 'tier') return isTier(text) ? t(`tier.${text}`) : text;
      return field === 'language' ? languageName(text) : text;
    },
  };
}
