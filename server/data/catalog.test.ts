import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type CenterLimits, NO_LIMITS, type QueueInput } from '../protocol/queue.ts';
import { configureCommand } from '../routing/configuration.ts';
import { openEmptyDatabase } from '../testing/templates.ts';
import { type Catalog, openCatalog } from './catalog.ts';
import type { Database } from './database.ts';
import { usualQueue } from './testing/usual-queue.ts';

/** Queues and centers as administrators set them, on the embedded database. */

const folder = mkdtempSync(path.join(tmpdir(), 'tandem-catalog-'));
let database: Database;
let catalog: Catalog;
beforeAll(async () => {
  database = await openEmptyDatabase({ folder });
  catalog = openCatalog(database.prisma);
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  const { prisma } = database;
  await prisma.queue.deleteMany();
  await prisma.skill.deleteMany();
  await prisma.center.deleteMany();
  for (const id of ['lisbon', 'toronto']) await prisma.center.create({ data: { id, name: id, timeZone: 'UTC', linkKeyHash: '' } });
  for (const name of ['English', 'French', 'Sales']) await catalog.createSkill({ name });
});

const hours = { timeZone: 'Europe/Lisbon', weekly: [{ day: 1, from: '09:00', to: '24:00' }], holidays: [] };
const everything = (): QueueInput => ({
  name: 'Everything',
  priority: 3,
  requirement: {
    all: [
      { skillId: 'sales', level: 2 },
      {
        any: [
          { skillId: 'english', level: 3 },
          { skillId: 'french', level: 3 },
        ],
      },
    ],
  },
  centers: ['lisbon'],
  steps: [
    { afterSeconds: 10, change: { kind: 'lower-level', skillId: 'french', level: 2 } },
    { afterSeconds: 20, change: { kind: 'drop-skill', skillId: 'sales' } },
    { afterSeconds: 30, change: { kind: 'add-center', centerId: 'toronto' } },
    { afterSeconds: 40, change: { kind: 'raise-priority', by: 2 } },
  ],
  strategy: 'fewest-extra-skills',
  offersAtOnce: 3,
  offerTimeoutSeconds: 15,
  preferredSeconds: 12,
  serviceLevelSeconds: 25,
  wrapupSeconds: 45,
  wrapupExtensionSeconds: 35,
  wrapupEnds: 'done',
  dispositions: [
    { name: 'Sold', children: [] },
    { name: 'Not sold', children: [] },
  ],
  hours: { ...hours, holidays: [{ date: '2026-12-25', name: 'Christmas', open: null }] },
  callbacksPerSlot: 0,
  takesTexts: true,
  textIdleMinutes: 10,
  maxLength: 7,
  maxWaitSeconds: 300,
  whenClosed: { kind: 'message', text: 'Closed.' },
  whenFull: { kind: 'callback', text: 'We call you back.' },
  whenTooLong: { kind: 'leave-message', text: 'Leave a message.' },
});

describe('a queue', () => {
  test('is kept with all that was set, and can be set back to nothing', async () => {
    const { id } = await catalog.createQueue(everything());
    expect(await catalog.queues()).toEqual([{ ...everything(), id, closed: false }]);
    const plain = { ...usualQueue, name: 'Everything' };
    await catalog.changeQueue(id, plain);
    expect(await catalog.queues()).toEqual([{ ...plain, id, closed: false }]);
  });

  test('that a supervisor has closed stays so when an administrator changes it, until it is opened', async () => {
    const { id } = await catalog.createQueue(everything());
    await catalog.setQueueClosed(id, true);
    await catalog.changeQueue(id, { ...everything(), priority: 1 });
    expect(await catalog.queues()).toMatchObject([{ id, closed: true, priority: 1 }]);
    await catalog.setQueueClosed(id, false);
    expect(await catalog.queues()).toMatchObject([{ id, closed: false }]);
    await expect(catalog.setQueueClosed('none', true)).rejects.toMatchObject({ code: 'not-found' });
  });

  const unknownSkill = { skillId: 'german', level: 1 };
  const refused: [string, (own: string) => Partial<QueueInput>, { code: string; field: string }][] = [
    ['an unknown skill', () => ({ requirement: { all: [unknownSkill] } }), { code: 'not-found', field: 'requirement.all.0.skillId' }],
    [
      'an unknown skill deep inside',
      () => ({ requirement: { all: [{ skillId: 'sales', level: 1 }, { any: [{ skillId: 'french', level: 1 }, unknownSkill] }] } }),
      { code: 'not-found', field: 'requirement.all.1.any.1.skillId' },
    ],
    ['an unknown center', () => ({ centers: ['lisbon', 'porto'] }), { code: 'not-found', field: 'centers.1' }],
    [
      'an unknown center in a step',
      () => ({
        steps: [
          { afterSeconds: 1, change: { kind: 'raise-priority', by: 1 } },
          { afterSeconds: 2, change: { kind: 'add-center', centerId: 'porto' } },
        ],
      }),
      { code: 'not-found', field: 'steps.1.change.centerId' },
    ],
    [
      'an unknown skill in a step',
      () => ({ steps: [{ afterSeconds: 1, change: { kind: 'drop-skill', skillId: 'german' } }] }),
      { code: 'not-found', field: 'steps.0.change.skillId' },
    ],
    [
      'an unknown queue to go on to',
      () => ({ whenFull: { kind: 'queue', queueId: 'none' } }),
      { code: 'not-found', field: 'whenFull.queueId' },
    ],
    [
      'itself to go on to',
      (own) => ({ whenTooLong: { kind: 'queue', queueId: own } }),
      { code: 'bad-request', field: 'whenTooLong.queueId' },
    ],
    ['a name that is taken, but for its capitals', () => ({ name: 'OTHER' }), { code: 'conflict', field: 'name' }],
  ];
  test.each(refused)('with %s is refused at the field, and nothing of the change is saved', async (_, wrong, error) => {
    await catalog.createQueue({ ...usualQueue, name: 'Other' });
    const { id } = await catalog.createQueue({ ...usualQueue, name: 'Own' });
    const before = await catalog.queues();
    await expect(catalog.changeQueue(id, { ...everything(), ...wrong(id) })).rejects.toMatchObject(error);
    expect(await catalog.queues()).toEqual(before);
    if (error.code === 'bad-request') return; // a new one can't name itself
    await expect(catalog.createQueue({ ...everything(), ...wrong('') })).rejects.toMatchObject(error);
    expect(await catalog.queues()).toEqual(before);
  });

  test('that another sends calls on to is not deleted, nor is a deleted one sent on to', async () => {
    const target = await catalog.createQueue({ ...usualQueue, name: 'Target' });
    const source = await catalog.createQueue({ ...usualQueue, name: 'Source', whenClosed: { kind: 'queue', queueId: target.id } });
    await expect(catalog.deleteQueue(target.id)).rejects.toMatchObject({
      code: 'conflict',
      message: 'The queue “Source” sends calls on to this one. Change that first.',
    });
    await catalog.deleteQueue(source.id);
    await catalog.deleteQueue(target.id);
    await expect(
      catalog.createQueue({ ...usualQueue, name: 'Late', whenFull: { kind: 'queue', queueId: target.id } }),
    ).rejects.toMatchObject({ code: 'not-found', field: 'whenFull.queueId' });
  });

  test('deleted in the very moment in which another is told to send calls on to it leaves no dangling way on', async () => {
    const target = await catalog.createQueue({ ...usualQueue, name: 'Target' });
    const results = await Promise.allSettled([
      catalog.createQueue({ ...usualQueue, name: 'Source', whenFull: { kind: 'queue', queueId: target.id } }),
      catalog.deleteQueue(target.id),
    ]);
    expect(results.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
    const ids = new Set((await catalog.queues()).map((queue) => queue.id));
    for (const { whenFull } of await catalog.queues()) if (whenFull.kind === 'queue') expect(ids).toContain(whenFull.queueId);
  });
});

test('a skill counts the queues whose requirements name it, each once, and can’t be deleted meanwhile', async () => {
  const { id } = await catalog.createQueue({
    ...usualQueue,
    requirement: {
      any: [
        { skillId: 'french', level: 4 },
        {
          all: [
            { skillId: 'french', level: 2 },
            { skillId: 'sales', level: 1 },
          ],
        },
      ],
    },
    steps: [{ afterSeconds: 5, change: { kind: 'drop-skill', skillId: 'sales' } }],
  });
  const counts = async () => Object.fromEntries((await catalog.skills()).map((skill) => [skill.id, skill.queues]));
  expect(await counts()).toEqual({ english: 0, french: 1, sales: 1 });
  for (const skill of ['french', 'sales'])
    await expect(catalog.deleteSkill(skill)).rejects.toMatchObject({ code: 'conflict', message: '1 queue requires this skill' });
  await catalog.deleteSkill('english');
  await catalog.deleteQueue(id);
  await catalog.deleteSkill('french');
  expect(await counts()).toEqual({ sales: 0 });
});

describe('a center', () => {
  test('allows everything until limits are set, and they are kept', async () => {
    expect((await catalog.centers()).map(({ id, limits }) => ({ id, limits }))).toEqual([
      { id: 'lisbon', limits: NO_LIMITS },
      { id: 'toronto', limits: NO_LIMITS },
    ]);
    const limits: CenterLimits = { hours, foreignShare: 0.25, protectServiceLevel: 0.8, textCapacity: 2, callsDuringTexts: false };
    const changed = { id: 'toronto', name: 'toronto', timeZone: 'UTC', limits, listening: 'silent' };
    expect(await catalog.changeCenter('toronto', { limits, listening: 'silent' })).toEqual(changed);
    expect(await catalog.changeCenter('toronto', { limits })).toEqual(changed); // what is left out stays
    expect((await catalog.centers()).map((center) => center.limits)).toEqual([NO_LIMITS, limits]);
  });

  test('that is not there can’t be changed', async () => {
    await expect(catalog.changeCenter('porto', { limits: NO_LIMITS })).rejects.toMatchObject({ code: 'not-found' });
  });
});

test('the routing core is told everything, in milliseconds', async () => {
  const { id } = await catalog.createQueue(everything());
  await catalog.changeCenter('lisbon', { limits: { ...NO_LIMITS, foreignShare: 0.5 } });
  const { name, priority, requirement, centers, strategy, offersAtOnce, dispositions, hours: open, maxLength } = everything();
  const { whenClosed, whenFull, whenTooLong } = everything();
  expect(await configureCommand(catalog)).toEqual({
    kind: 'configure',
    queues: [
      {
        ...{ id, name, priority, requirement, centers, strategy, offersAtOnce, dispositions, hours: open, maxLength },
        ...{ whenClosed, whenFull, whenTooLong },
        steps: everything().steps.map(({ change }, index) => ({ afterMs: (index + 1) * 10_000, change })),
        offerTimeoutMs: 15_000,
        preferredMs: 12_000,
        serviceLevelMs: 25_000,
        wrapupMs: 45_000,
        wrapupExtensionMs: 35_000,
        wrapupEnds: 'done',
        maxWaitMs: 300_000,
        callbacksPerSlot: 0,
        takesTexts: true,
        textIdleMs: 600_000,
        closed: false,
      },
    ],
    skills: [
      { id: 'english', name: 'English' },
      { id: 'french', name: 'French' },
      { id: 'sales', name: 'Sales' },
    ],
    centers: [
      { id: 'lisbon', name: 'lisbon', limits: { ...NO_LIMITS, foreignShare: 0.5 } },
      { id: 'toronto', name: 'toronto', limits: NO_LIMITS },
    ],
  });
  await catalog.changeQueue(id, usualQueue);
  expect((await configureCommand(catalog)).queues[0]).toMatchObject({ maxWaitMs: null, hours: null, centers: null, steps: [] });
});
