import { SignInPage } from '../features/sign-in/sign-in-page.tsx';
import { pageMetadata, Translated } from '../lib/i18n/translated.tsx';

export const generateMetadata = () => pageMetadata('sign-in');

export default function Page() {
  return (
    <Translated features={['sign-in']}>
      <SignInPage />
    </Translated>
  );
}
