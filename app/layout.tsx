import '@fontsource-variable/inter';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { LOCALE_TAGS } from './lib/i18n/locale-tags.ts';
import { loadMessages } from './lib/i18n/messages.ts';
import { requestLocale } from './lib/i18n/translated.tsx';

export async function generateMetadata(): Promise<Metadata> {
  const { common } = await loadMessages(await requestLocale(), ['common']);
  return { title: { default: 'Tandem', template: '%s · Tandem' }, description: common?.description };
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    // theme.js sets data-theme before React sees the element.
    <html lang={LOCALE_TAGS[await requestLocale()]} suppressHydrationWarning>
      <head>
        {/* A file and not inline, so that the content security policy needs no exception for it. */}
        <script src="/theme.js" />
      </head>
      <body>{children}</body>
    </html>
  );
}
