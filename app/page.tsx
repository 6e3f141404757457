import { LandingPage } from './features/landing/landing-page.tsx';
import { Translated } from './lib/i18n/translated.tsx';

export default function Page() {
  return (
    <Translated features={['landing']}>
      <LandingPage />
    </Translated>
  );
}
