import type { WidgetKey, WidgetKeyInput } from '../../server/protocol/widget-keys.ts';
import type { Program } from './program.ts';

const NONE = { en: '', pt: '', fr: '' };

/** A widget key for these sites, as an administrator makes one. */
export async function widgetKeyFor({ url }: Program, origins: string[], change: Partial<WidgetKeyInput> = {}): Promise<string> {
  const send = (path: string, body: object, cookie = '') =>
    fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', origin: url, cookie }, body: JSON.stringify(body) });
  const signedIn = await send('/api/auth/sign-in/email', { email: 'admin@tandem.example', password: 'tandem-demo' });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const input: WidgetKeyInput = {
    ...{ name: 'Another site', origins, queues: null, label: NONE, consent: NONE, position: 'bottom-right' },
    ...{ accent: null, onAccent: null, enabled: true, standsIn: false, needsIdentity: false, centerId: null, ...change },
  };
  const made = await send('/api/admin/widget-keys', input, cookie);
  if (!made.ok) throw new Error(`No key was made: ${made.status} ${await made.text()}`);
  return ((await made.json()) as WidgetKey).id;
}
