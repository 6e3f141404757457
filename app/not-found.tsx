import Link from 'next/link';
import { Logo } from './components/ui/logo.tsx';
import { loadMessages } from './lib/i18n/messages.ts';
import { pageMetadata, requestLocale } from './lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('not-found');

/** Of an address that is none of ours. Drawn by the server alone: what is here comes with the first load of every page. */
export default async function NotFound() {
  const { common } = await loadMessages(await requestLocale(), ['common']);
  const words = common?.['not-found'];
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-2 p-6 text-center">
      <Link href="/" className="mb-4 rounded-sm text-lg">
        <Logo />
      </Link>
      <h1 className="font-semibold text-xl">{words?.title}</h1>
      <p className="text-muted">{words?.text}</p>
      <Link href="/" className="mt-2 font-medium text-accent underline underline-offset-4">
        {words?.go}
      </Link>
    </main>
  );
}
