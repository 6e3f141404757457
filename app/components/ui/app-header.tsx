'use client';

import { ChevronDown, LogOut } from 'lucide-react';
import Link from 'next/link';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import { signOut } from '../../lib/auth.ts';
import { cn } from '../../lib/cn.ts';
import { Button } from './button.tsx';
import { LanguageItems } from './language-menu.tsx';
import { Logo } from './logo.tsx';
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from './menu.tsx';
import { ThemeSwitch } from './theme-switch.tsx';

interface AppHeaderProps {
  /** After the name: the center, or the part of the program ("Supervisor", "Administration"). */
  place?: ReactNode;
  nav?: readonly { href: string; label: string; current: boolean }[];
  me?: { name: string; email: string } | null;
  /** What to do first when somebody signs out. Then the session is ended. */
  onSignOut?: () => void | Promise<void>;
  /** The middle: status, filters. */
  children?: ReactNode;
  /** Before the theme switch: figures, settings. */
  tools?: ReactNode;
  className?: string;
}

/** The line at the top of every page of people who are signed in. */
export function AppHeader({ place, nav, me, onSignOut, children, tools, className }: AppHeaderProps) {
  const t = useTranslations('common.header');
  const pages = useRef<HTMLElement>(null);
  const open = nav?.find((entry) => entry.current)?.href;
  useEffect(() => {
    // On a phone the pages scroll sideways: the one that is open should be in sight.
    if (open !== undefined) pages.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [open]);
  return (
    <header
      className={cn(
        'sticky top-0 z-30 flex min-h-14 items-center gap-x-4 border-line border-b bg-surface px-4 max-md:gap-x-2 max-md:px-3',
        className,
      )}
    >
      <Link href="/" aria-label={t('start')} className="rounded-sm text-lg">
        <Logo compact />
      </Link>
      {place !== undefined && place !== null && (
        <>
          <span aria-hidden className="text-control max-md:hidden">
            ·
          </span>
          <span className="truncate text-muted max-md:hidden">{place}</span>
        </>
      )}
      {nav !== undefined && (
        <nav ref={pages} aria-label={t('pages')} className="flex min-w-0 items-center gap-1 overflow-x-auto">
          {nav.map((entry) => (
            <Link
              key={entry.href}
              href={entry.href}
              aria-current={entry.current ? 'page' : undefined}
              className={cn(
                'shrink-0 whitespace-nowrap rounded-md px-3 py-1.5 font-medium text-sm hover:bg-sunken',
                entry.current ? 'bg-accent-soft text-accent' : 'text-muted',
              )}
            >
              {entry.label}
            </Link>
          ))}
        </nav>
      )}
      {children}
      <div className="ml-auto flex shrink-0 items-center gap-1 max-md:gap-0">
        {tools}
        <ThemeSwitch />
        {me !== undefined && me !== null && <Account me={me} onSignOut={onSignOut} />}
      </div>
    </header>
  );
}

function Account({ me, onSignOut }: { me: { name: string; email: string }; onSignOut: AppHeaderProps['onSignOut'] }) {
  const t = useTranslations('common');
  const leave = async () => {
    await onSignOut?.();
    await signOut();
  };
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="quiet" aria-label={t('header.account', { name: me.name })} className="px-2 max-md:px-1.5">
          {/* Drawn by CSS: the letters are no part of the button's name. */}
          <span
            aria-hidden
            data-initials={initials(me.name)}
            className="grid size-6 place-items-center rounded-full bg-accent-soft font-semibold text-2xs text-accent before:content-[attr(data-initials)]"
          />
          <span className="max-w-40 truncate max-md:hidden">{me.name}</span>
          <ChevronDown aria-hidden className="text-muted max-md:hidden" />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuLabel>
          <span className="block font-medium text-ink text-sm">{me.name}</span>
          {me.email}
        </MenuLabel>
        <MenuSeparator />
        <MenuLabel>{t('language.label')}</MenuLabel>
        <LanguageItems />
        <MenuSeparator />
        <MenuItem onSelect={() => void leave()}>
          <LogOut aria-hidden className="text-muted" />
          {t('header.sign-out')}
        </MenuItem>
      </MenuContent>
    </Menu>
  );
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.[0] ?? '';
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : '';
  return (first + last).toUpperCase();
}
