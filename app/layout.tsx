import '@fontsource-variable/inter';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';

export const metadata: Metadata = {
  title: { default: 'Tandem', template: '%s · Tandem' },
  description: 'A contact center in the browser: one queue over many centers, each call to the best agent anywhere.',
};

export const viewport: Viewport = { width: 'device-width', initialScale: 1, colorScheme: 'light dark' };

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    // theme.js sets data-theme before React sees the element.
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* A file and not inline, so that the content security policy needs no exception for it. */}
        <script src="/theme.js" />
      </head>
      <body>{children}</body>
    </html>
  );
}
