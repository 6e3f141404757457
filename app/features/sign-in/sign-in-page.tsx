'use client';

import { useTranslations } from 'use-intl/react';
import { LanguageMenu } from '../../components/ui/language-menu.tsx';
import { Logo } from '../../components/ui/logo.tsx';
import { ThemeSwitch } from '../../components/ui/theme-switch.tsx';
import { ToastProvider } from '../../components/ui/toast.tsx';
import { SignInForm } from './sign-in-form.tsx';

export function SignInPage() {
  const t = useTranslations('sign-in');
  return (
    <ToastProvider>
      <div className="flex min-h-dvh flex-col">
        <header className="flex h-14 items-center justify-end px-4">
          <LanguageMenu />
          <ThemeSwitch />
        </header>
        <main className="mx-auto flex w-full max-w-sm flex-1 flex-col px-4 pt-[8vh] pb-16">
          <Logo className="text-xl" />
          <h1 className="mt-6 font-semibold text-2xl">{t('title')}</h1>
          <p className="mt-1 text-muted">{t('subtitle')}</p>
          <SignInForm />
        </main>
      </div>
    </ToastProvider>
  );
}
