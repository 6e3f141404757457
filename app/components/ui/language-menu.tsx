'use client';

import { Languages } from 'lucide-react';
import { useTranslations } from 'use-intl/react';
import { LOCALES, type Locale } from '../../../server/protocol/locale.ts';
import { LOCALE_NAMES, LOCALE_TAGS } from '../../lib/i18n/locale-tags.ts';
import { useLanguage } from '../../lib/i18n/translations.tsx';
import { Button } from './button.tsx';
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from './menu.tsx';
import { useToast } from './toast.tsx';

/** The languages, as entries of a menu. A choice holds at once and for later visits; nothing is loaded anew. */
export function LanguageItems() {
  const t = useTranslations('common.language');
  const toast = useToast();
  const { locale, choose } = useLanguage();
  const change = (next: string) => choose(next as Locale).catch(() => toast({ kind: 'error', title: t('failed') }));
  return (
    <MenuRadioGroup value={locale} aria-label={t('label')} onValueChange={(next) => void change(next)}>
      {LOCALES.map((each) => (
        <MenuRadioItem key={each} value={each} lang={LOCALE_TAGS[each]}>
          {LOCALE_NAMES[each]}
        </MenuRadioItem>
      ))}
    </MenuRadioGroup>
  );
}

/** For pages without an account menu. */
export function LanguageMenu() {
  const t = useTranslations('common.language');
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="quiet" size="icon" aria-label={t('label')}>
          <Languages aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <LanguageItems />
      </MenuContent>
    </Menu>
  );
}
