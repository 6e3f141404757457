/** How a site that is built with a bundler uses the button. Compiled by `packages/widget/package.test.ts`, as a customer would. */
import { createTandem, type Tandem } from '@tandem/widget';

export function addCallButton(cart: { items: number; total: string }): Tandem {
  const tandem = createTandem({
    url: 'https://calls.example',
    key: 'pk_yourSite',
    position: 'bottom-left',
    context: { page: 'cart', cart },
  });
  const stop = tandem.on('message', ({ text, from }) => console.log(`${from}: ${text}`));
  tandem.on('refused', ({ code, message }) => console.warn(code, message));
  tandem.on('call-ended', () => stop());
  return tandem;
}

/** From any element of the page. */
export function askAboutOrder(tandem: Tandem, orderId: string): void {
  tandem.call({ topic: 'Support (English)', context: { orderId } });
}
