import { describe, expect, test } from 'vitest';
import type { LinkKey } from '../../../server/protocol/link-keys.ts';
import type { MediaNodeView } from '../../../server/protocol/media-nodes.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import { centerSettings, mediaSettings } from './machine-settings.ts';
import { centerMachine, isOnItsOwn, mediaMachine, nameOfKey, ofAnother, ofEnd, validityOf } from './machines-view.ts';

const english = sayIn('en');
const key = (id: string, change: Partial<LinkKey> = {}): LinkKey => ({
  ...{ id, hint: id, madeAt: 1, madeBy: 'Alex', usedAt: null, inUse: false, derived: false },
  ...change,
});
const node = (keys: LinkKey[], rooms = 0): MediaNodeView => ({
  ...{ id: 'porto-1', name: 'Porto', centerId: null, url: 'https://media.porto.example', keys, createdAt: 1 },
  ...{ state: 'up', rooms, parties: 0 },
});
const media = (keys: LinkKey[], rooms = 0) => mediaMachine(node(keys, rooms));
const center = (keys: LinkKey[], people = 0) => centerMachine({ id: 'lisbon', name: 'Lisbon', keys, linked: true }, people);
const derived = key('own', { derived: true, hint: null });
const said = ({ says, cuts }: { says: readonly Parameters<typeof english>[0][]; cuts: boolean }) => [cuts, ...says.map(english)];

describe('the keys of a machine', () => {
  test('are told apart by their last characters, the installation’s own and those of before by words', () => {
    expect([key('abcd'), derived, key('x', { hint: null })].map((one) => english(nameOfKey(one)))).toEqual([
      ...['Key ending in abcd', 'The installation’s own key', 'Older key'],
    ]);
  });

  test('are good until somebody ends them; of two, the older one also until there is a third', () => {
    const keys = [key('new'), key('old')];
    expect(keys.map((one) => english(validityOf(one, keys)))).toEqual([
      'Good until you end it',
      'Good until you end it, or make another beside the younger one',
    ]);
  });

  test('say whether a center is on a machine of its own', () => {
    expect([center([]), center([derived]), center([key('a'), derived]), media([])].map(isOnItsOwn)).toEqual([false, false, true, true]);
  });
});

describe('another key', () => {
  test.each([
    ['of a media server without any', media([]), [false]],
    ['of one that has one', media([key('a')]), [false, english({ key: 'machines.make.beside' })]],
    [
      'of one that is linked by the older of two',
      media([key('a'), key('b', { inUse: true })]),
      [true, 'Two keys are good at once. The older one ends now: Key ending in b.', english({ key: 'machines.make.third-in-use' })],
    ],
    [
      'of a center that had none',
      center([]),
      [false, 'From its next start on the installation no longer runs Lisbon: then the machine with this key has to.'],
    ],
    ['of a center that has one', center([key('a')]), [false, english({ key: 'machines.make.beside' })]],
  ])('%s', (_, machine, expected) => {
    expect(said(ofAnother(machine))).toEqual(expected);
  });
});

describe('the end of a key says who is cut off', () => {
  const used = key('a', { inUse: true });
  const unused = 'No link was opened by it. A machine that has it can’t link any more.';
  const others = 'The other key stays good: with it the machine can link again.';
  const none = 'There is no other key: make one before it can link again.';
  test.each([
    ['nobody', media([key('a'), key('b')]), 0, [false, unused, others]],
    ['nobody, and there is no other', media([key('a')]), 0, [false, unused, none]],
    [
      'a media server with conversations',
      media([used], 2),
      0,
      [true, 'Porto is linked by it, and the link ends at once. Its 2 conversations go on elsewhere, with a gap of some seconds.', none],
    ],
    [
      'a center with agents',
      center([key('b'), used], 1),
      1,
      [
        true,
        'Lisbon is linked by it, and the link ends at once. One agent who is signed in there gets no offers until it is linked again.',
        others,
      ],
    ],
    [
      'a center that goes back to the installation',
      center([key('a'), derived]),
      0,
      [false, unused, 'It is the last one that it was given: the installation runs Lisbon again from its next start on.'],
    ],
    [
      'the installation itself',
      center([key('a'), { ...derived, inUse: true }]),
      1,
      [true, expect.stringContaining('Nobody is signed in'), others],
    ],
  ])('%s', (_, machine, which, expected) => {
    expect(said(ofEnd(machine, machine.keys[which] as LinkKey))).toEqual(expected);
  });
});

describe('the settings of a machine', () => {
  const say = { routing: 'R', public: 'P', announced: 'A', tls: 'T' };
  test('of a media server name its key, its port and what its browsers reach', () => {
    expect(mediaSettings({ id: 'porto-1', url: 'https://media.porto.example' }, 'k', 'https://calls.example', say).split('\n')).toEqual([
      ...['TANDEM_ROLES=media', 'TANDEM_NODE_ID=porto-1', 'TANDEM_NODE_KEY=k', '# R', 'TANDEM_ROUTING_URL=https://calls.example'],
      ...['TANDEM_HOST=0.0.0.0', 'PORT=443', '# T', 'TANDEM_TLS_CERT=/etc/tandem/cert.pem', 'TANDEM_TLS_KEY=/etc/tandem/key.pem'],
      ...['# A', 'TANDEM_MEDIA_ANNOUNCED=media.porto.example'],
    ]);
    const plain = mediaSettings({ id: 'p', url: 'http://10.0.0.3:4000' }, 'k', 'http://10.0.0.1:3000', say);
    expect(plain).toContain('PORT=4000');
    expect(plain).not.toContain('TLS');
  });

  test('of a center name it and its key', () => {
    expect(centerSettings('lisbon', 'k', 'https://calls.example', say)).toContain('TANDEM_CENTER=lisbon\nTANDEM_LINK_KEY=k\n# R\n');
  });
});
