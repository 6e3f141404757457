import type { Metadata } from 'next';
import { CallbackPage } from '../../features/callback/callback-page.tsx';
import { pageMetadata, Translated } from '../../lib/i18n/translated.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({
  ...(await pageMetadata('callback')),
  robots: { index: false },
  // The address is the key to the call.
  referrer: 'no-referrer',
});

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return (
    <Translated features={['widget', 'widget-message', 'callbacks', 'callback-link', 'texts', 'shares']}>
      <CallbackPage token={token} />
    </Translated>
  );
}
