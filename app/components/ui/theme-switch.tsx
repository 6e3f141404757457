'use client';

import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { chooseTheme, currentTheme, subscribeTheme, THEMES, type Theme } from '../../lib/theme.ts';
import { Button } from './button.tsx';
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from './menu.tsx';

const LOOKS = {
  system: { label: 'As the system', icon: Monitor },
  light: { label: 'Light', icon: Sun },
  dark: { label: 'Dark', icon: Moon },
} as const satisfies Record<Theme, unknown>;

/** Light, dark, or as the system has it; kept in this browser. */
export function ThemeSwitch({ className }: { className?: string }) {
  const theme = useSyncExternalStore<Theme>(subscribeTheme, currentTheme, () => 'system');
  const Icon = LOOKS[theme].icon;
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="quiet" size="icon" aria-label="Theme" className={className}>
          <Icon aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuRadioGroup value={theme} onValueChange={(value) => chooseTheme(value as Theme)}>
          {THEMES.map((each) => {
            const { label, icon: Each } = LOOKS[each];
            return (
              <MenuRadioItem key={each} value={each}>
                <Each aria-hidden className="text-muted" />
                {label}
              </MenuRadioItem>
            );
          })}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
