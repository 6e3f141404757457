import { Hono } from 'hono';
import type { Catalog } from '../data/catalog.ts';
import type { CustomerSources } from '../data/customers/sources.ts';
import type { People } from '../data/people.ts';
import { PersonChange, PersonInput, SkillInput } from '../protocol/api.ts';
import { CustomerSourceInput } from '../protocol/customer-source.ts';
import { CenterInput, QueueInput } from '../protocol/queue.ts';
import { sentence } from '../protocol/sentences.ts';
import { Failure } from '../sockets/failure.ts';
import type { Auth } from './auth.ts';
import { bodyOf, signedInAs } from './requests.ts';

export interface AdminApiOptions {
  auth: Auth;
  catalog: Catalog;
  people: People;
  sources: CustomerSources;
  callsIn: (queueId: string) => number;
  /** Administrators have changed a person, or what routing goes by; the running systems take it up. */
  onPersonChanged: (id: string) => Promise<void>;
  onRoutingChanged: () => Promise<void>;
  onSourceChanged: (centerId: string) => Promise<void>;
}

/** Everything under /api/admin: for administrators only. */
export function openAdminApi(options: AdminApiOptions): Hono {
  const { auth, catalog, people, sources, callsIn, onPersonChanged, onRoutingChanged, onSourceChanged } = options;
  const app = new Hono();

  app.use('*', async (context, next) => {
    await signedInAs(auth, ['administrator'], context);
    await next();
  });

  app.get('/centers', async (context) => context.json({ centers: await catalog.centers() }));
  app.patch('/centers/:id', async (context) => {
    const center = await catalog.changeCenter(context.req.param('id'), await bodyOf(CenterInput, context));
    await onRoutingChanged();
    return context.json(center);
  });

  app.get('/centers/:id/customers', async (context) => context.json(await sources.read(context.req.param('id'))));
  app.put('/centers/:id/customers', async (context) => {
    const id = context.req.param('id');
    const source = await sources.change(id, await bodyOf(CustomerSourceInput, context));
    await onSourceChanged(id);
    return context.json(source);
  });
  app.post('/centers/:id/customers/try', async (context) =>
    context.json(await sources.try(context.req.param('id'), await bodyOf(CustomerSourceInput, context))),
  );

  app.get('/skills', async (context) => context.json({ skills: await catalog.skills() }));
  app.post('/skills', async (context) => {
    const skill = await catalog.createSkill(await bodyOf(SkillInput, context));
    await onRoutingChanged();
    return context.json(skill);
  });
  app.patch('/skills/:id', async (context) => {
    const id = context.req.param('id');
    const skill = await catalog.changeSkill(id, await bodyOf(SkillInput, context));
    // The core names skills when it says why an agent was passed over.
    await onRoutingChanged();
    const having = (await people.list()).filter((person) => person.skills.some((one) => one.skillId === id));
    for (const person of having) await onPersonChanged(person.id);
    return context.json(skill);
  });
  app.delete('/skills/:id', async (context) => {
    await catalog.deleteSkill(context.req.param('id'));
    await onRoutingChanged();
    return context.json({});
  });

  app.get('/people', async (context) => context.json({ people: await people.list() }));
  app.post('/people', async (context) => {
    const person = await people.create(await bodyOf(PersonInput, context));
    await onPersonChanged(person.id);
    return context.json(person);
  });
  app.patch('/people/:id', async (context) => {
    const id = context.req.param('id');
    const change = await bodyOf(PersonChange, context);
    const person = await people.change(id, change);
    if (!person.active || change.password !== undefined) await auth.endSessions(id);
    await onPersonChanged(id);
    return context.json(person);
  });

  app.get('/queues', async (context) => context.json({ queues: await catalog.queues() }));
  app.post('/queues', async (context) => {
    const queue = await catalog.createQueue(await bodyOf(QueueInput, context));
    await onRoutingChanged();
    return context.json(queue);
  });
  app.patch('/queues/:id', async (context) => {
    const queue = await catalog.changeQueue(context.req.param('id'), await bodyOf(QueueInput, context));
    await onRoutingChanged();
    return context.json(queue);
  });
  app.delete('/queues/:id', async (context) => {
    const id = context.req.param('id');
    const calls = callsIn(id);
    if (calls > 0) throw new Failure('conflict', sentence('queue-in-use', { count: calls }));
    await catalog.deleteQueue(id);
    await onRoutingChanged();
    return context.json({});
  });

  return app;
}
