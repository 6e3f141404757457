'use client';

import { ArrowRight, Gauge, Headset, type LucideIcon, PhoneCall, SlidersHorizontal } from 'lucide-react';
import Link from 'next/link';
import { useTranslations } from 'use-intl/react';
import { buttonLook } from '../../components/ui/button.tsx';
import { LanguageMenu } from '../../components/ui/language-menu.tsx';
import { Logo } from '../../components/ui/logo.tsx';
import { ThemeSwitch } from '../../components/ui/theme-switch.tsx';
import { ToastProvider } from '../../components/ui/toast.tsx';
import type { Messages } from '../../lib/i18n/messages.ts';

type Place = keyof Messages['landing']['places'];

const PLACES: Record<Place, LucideIcon> = { agent: Headset, supervisor: Gauge, admin: SlidersHorizontal };

export function LandingPage() {
  const t = useTranslations('landing');
  return (
    <ToastProvider>
      <div className="flex min-h-dvh flex-col">
        <header className="mx-auto flex h-14 w-full max-w-5xl items-center justify-between px-4">
          <Logo className="text-lg" />
          <div className="flex items-center gap-1">
            <LanguageMenu />
            <ThemeSwitch />
            <Link href="/login" className={buttonLook({ variant: 'quiet' })}>
              {t('sign-in')}
            </Link>
          </div>
        </header>

        <main className="mx-auto w-full max-w-5xl flex-1 px-4 pb-16">
          <section className="max-w-2xl pt-[10vh] pb-12">
            <h1 className="text-balance font-semibold text-3xl tracking-tight md:text-4xl">{t('title')}</h1>
            <p className="mt-4 text-lg text-muted">{t('text')}</p>
            <div className="mt-8 flex flex-wrap items-center gap-x-4 gap-y-3">
              <Link href="/demo" className={buttonLook({ variant: 'primary', size: 'lg' })}>
                <PhoneCall aria-hidden />
                {t('demo')}
              </Link>
              <p className="text-muted text-sm">{t('demo-hint')}</p>
            </div>
          </section>

          <nav aria-label={t('parts')}>
            <ul className="grid gap-4 md:grid-cols-3">
              {Object.entries(PLACES).map(([place, icon]) => (
                <PlaceCard key={place} place={place as Place} icon={icon} />
              ))}
            </ul>
          </nav>
        </main>
      </div>
    </ToastProvider>
  );
}

function PlaceCard({ place, icon: Icon }: { place: Place; icon: LucideIcon }) {
  const t = useTranslations('landing');
  return (
    <li>
      <Link
        href={`/${place}`}
        className="group flex h-full flex-col rounded-lg border border-line bg-surface p-5 transition-colors duration-100 hover:border-accent"
      >
        <Icon aria-hidden className="size-5 text-accent" />
        <h2 className="mt-3 flex items-center gap-1.5 font-semibold text-lg">
          {t(`places.${place}.name`)}
          <ArrowRight aria-hidden className="size-4 text-muted group-hover:text-accent" />
        </h2>
        <p className="text-muted">{t(`places.${place}.who`)}</p>
        <p className="mt-4 border-line border-t pt-3 text-sm">
          <span className="font-medium">{t('try')}</span> {t(`places.${place}.try`)}
        </p>
      </Link>
    </li>
  );
}
