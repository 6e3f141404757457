'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import { chooseTheme, currentTheme, subscribeTheme, THEMES, type Theme } from '../../lib/theme.ts';
import { Button } from './button.tsx';
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from './menu.tsx';

const ICONS = { system: Monitor, light: Sun, dark: Moon } as const satisfies Record<Theme, unknown>;

/** Light, dark, or as the system has it; kept in this browser. */
export function ThemeSwitch({ className }: { className?: string }) {
  const t = useTranslations('common.theme');
  const theme = useSyncExternalStore<Theme>(subscribeTheme, currentTheme, () => 'system');
  const Icon = ICONS[theme];
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="quiet" size="icon" aria-label={t('label')} className={className}>
          <Icon aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuRadioGroup value={theme} onValueChange={(value) => chooseTheme(value as Theme)}>
          {THEMES.map((each) => {
            const Each = ICONS[each];
            return (
              <MenuRadioItem key={each} value={each}>
                <Each aria-hidden className="text-muted" />
                {t(each)}
              </MenuRadioItem>
            );
          })}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
