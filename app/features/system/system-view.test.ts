import { describe, expect, test } from 'vitest';
import type { MediaView, ServerView, SystemCenter, SystemView } from '../../../server/protocol/system.ts';
import { sayIn } from '../../lib/i18n/testing.ts';
import { mapOf } from './system-view.ts';

const NOW = 1_000_000_000;
const english = sayIn('en');

const server = (change: Partial<ServerView> = {}): ServerView => ({
  ...{ id: 'one', roles: ['routing', 'center', 'media', 'web'], state: 'decides', address: null, host: 'east', version: '1.0.0' },
  ...{ startedAt: NOW - 60_000, decidesSince: NOW - 50_000, seenAt: NOW - 2000 },
  load: { loopDelayMs: 2, cpuShare: 0.1, memoryBytes: 200e6, calls: 3, sockets: 5 },
  ...change,
});
const web = (change: Partial<ServerView> = {}) => server({ id: 'web', roles: ['web'], state: 'serves', decidesSince: null, ...change });
const center = (change: Partial<SystemCenter> = {}): SystemCenter => ({
  ...{ id: 'lisbon', name: 'Lisbon', link: 'up', ageMs: 400, signedIn: 2, calls: 1 },
  machine: null,
  ...change,
});
const media = (change: Partial<MediaView> = {}): MediaView => ({
  ...{ id: 'here', name: null, centerId: null, state: 'up', rooms: 1, parties: 2 },
  machine: null,
  ...change,
});
const view = (change: Partial<SystemView> = {}): SystemView => ({
  ...{ now: NOW, lease: { holder: 'one', epoch: 4, until: NOW + 1000 }, servers: [server()], doors: [] },
  ...{ centers: [center()], media: [media()] },
  ...change,
});
const troubles = (change: Partial<SystemView>) =>
  mapOf(view(change)).troubles.map(({ part, what }) => `${english(part.fullName)}: ${english(what)}`);

describe('what the page draws', () => {
  test('of one server, which is well', () => {
    const map = mapOf(view());
    expect(map).toMatchObject({ decides: { since: NOW - 50_000, epoch: 4 }, web: [], troubles: [] });
    expect(map.routing.map(({ look, state }) => [look, english(state)])).toEqual([['well', 'Routes calls']]);
  });

  test('who routes calls stands before who would take over, whenever they started', () => {
    const standby = server({ id: 'two', state: 'stands-by', decidesSince: null, startedAt: NOW - 900_000 });
    const { routing } = mapOf(view({ servers: [standby, server()] }));
    expect(routing.map(({ id, look, link }) => [id, look, link])).toEqual([
      ['one', 'well', 'up'],
      ['two', 'resting', 'resting'],
    ]);
  });

  test.each<[string, Partial<SystemView>, string]>([
    [
      'a server that is silent',
      { servers: [server({ seenAt: NOW - 14_000, address: 'http://10.0.0.1' })] },
      'east (http://10.0.0.1): Says nothing',
    ],
    [
      'one that has lost the lease',
      { servers: [server(), server({ id: 'old', host: 'west', startedAt: NOW })] },
      'west: Replaced, and still there',
    ],
    ['a web server that routing does not hear', { servers: [server(), web({ host: 'edge' })] }, 'edge: Not heard by routing'],
    [
      'one that reaches nobody',
      { servers: [server(), web({ host: 'edge', state: 'waits' })], doors: [{ server: 'web', sockets: 0 }] },
      'edge: Reaches no routing server',
    ],
    ['a late event loop', { servers: [server({ load: { ...server().load, loopDelayMs: 250 } })] }, 'east: Routes calls, very busy'],
    ['no processor left', { servers: [server({ load: { ...server().load, cpuShare: 0.9 } })] }, 'east: Routes calls, very busy'],
    ['a center whose link is down', { centers: [center({ link: 'silent' })] }, 'Lisbon: Link down'],
    ['one that never came', { centers: [center({ link: 'never', ageMs: null })] }, 'Lisbon: Never linked'],
    ['one whose data is old', { centers: [center({ ageMs: 10_001 })] }, 'Lisbon: Late'],
    ['media that is away', { media: [media({ name: 'Porto', state: 'lost' })] }, 'Porto: Link lost just now'],
    ['media that is not there', { media: [media({ name: 'Porto', state: 'gone' })] }, 'Porto: Not linked'],
    ['media that says nothing', { media: [media({ name: 'Porto', state: 'silent' })] }, 'Porto: Says nothing'],
  ])('%s needs a look', (_, change, trouble) => {
    expect(troubles(change)).toEqual([trouble]);
  });

  test('for how long a server has been silent stands at the server, not where it would be read out every second', () => {
    const [part] = mapOf(view({ servers: [server({ seenAt: NOW - 14_000 })] })).routing;
    expect([part?.look, part && english(part.state)]).toEqual(['broken', 'Silent for 14 s']);
  });

  describe('of machines of their own', () => {
    const said = { host: 'porto', version: '1.0.0', startedAt: NOW - 90_000, linkedAt: NOW - 80_000, seenAt: NOW - 3000 };
    const load = { loopDelayMs: 2, cpuShare: 0.1, memoryBytes: 2e8 };
    const mediaMachine = {
      ...{ ...said, load, workers: { up: 1, all: 2 }, transports: 6 },
      voice: { up: { packets: 5940, lost: 60 }, down: { packets: 0, lost: 0 } },
    };
    const centerMachine = { ...said, load, sockets: 4, outbox: { calls: 2, activity: 5 } };

    test('how busy they are, what is lost, and since when they are linked', () => {
      const [part] = mapOf(view({ media: [media({ name: 'Porto', machine: mediaMachine })] })).media;
      expect(part).toMatchObject({ look: 'well', startedAt: said.startedAt, machine: { linked: { since: said.linkedAt } } });
      expect(part?.machine && english(part.machine.name)).toBe('porto, version 1.0.0');
      expect(part?.facts.slice(5)).toEqual([
        { name: 'workers', value: { of: [1, 2] } },
        { name: 'transports', value: { count: 6 } },
        { name: 'packets', value: { count: 99 } },
        { name: 'lost-up', value: { lost: 0.01 } },
        { name: 'lost-down', value: 'unknown' },
      ]);
      const [lisbon] = mapOf(view({ centers: [center({ machine: centerMachine })] })).centers;
      expect(lisbon?.facts.slice(-2)).toEqual([
        { name: 'sockets', value: { count: 4 } },
        { name: 'untold', value: { count: 7 } },
      ]);
    });

    test('of one that is lost, what it said last, and until when it was linked', () => {
      const { media: parts, centers } = mapOf(
        view({
          media: [media({ name: 'Porto', state: 'gone', machine: mediaMachine })],
          centers: [center({ link: 'silent', machine: centerMachine })],
        }),
      );
      for (const part of [...parts, ...centers])
        expect(part).toMatchObject({ look: 'broken', startedAt: null, machine: { linked: { until: said.seenAt } } });
    });

    test('one that is busy needs a look', () => {
      const late = { ...load, loopDelayMs: 300 };
      expect(troubles({ media: [media({ name: 'Porto', machine: { ...mediaMachine, load: late } })] })).toEqual([
        'Porto: Takes conversations, very busy',
      ]);
      expect(troubles({ centers: [center({ machine: { ...centerMachine, load: late } })] })).toEqual(['Lisbon: Link up, very busy']);
    });
  });

  test('a web server that is heard, and media that drains, need none', () => {
    const change = {
      servers: [server(), web()],
      doors: [{ server: 'web', sockets: 3 }],
      media: [media({ name: 'Porto', state: 'draining' })],
    };
    expect(troubles(change)).toEqual([]);
  });
});
