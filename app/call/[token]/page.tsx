import type { Metadata } from 'next';
import { CallbackPage } from '../../features/callback/callback-page.tsx';
import { pageMetadata, Translated } from '../../lib/i18n/translated.tsx';

export const generateMetadata = async (): Promise<Metadata> => ({
  ...(await pageMetadata('callback')),
  robots: { index: false },
  // The address is the key to the call.
  referrer: 'no-referrer',
});

/** All that the frame's views say: this page shows them too. */
const FEATURES = [
  ...([
    'widget',
    'widget-texts',
    'widget-waiting',
    'widget-message',
    'widget-after',
    'widget-announcements',
    'widget-identity',
    'widget-talk',
  ] as const),
  ...(['widget-talking', 'callbacks', 'callback-link', 'texts', 'shares'] as const),
];

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params;
  return (
    <Translated features={FEATURES}>
      <CallbackPage token={token} />
    </Translated>
  );
}
