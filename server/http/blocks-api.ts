import { Hono } from 'hono';
import type { AuditLog } from '../data/audit.ts';
import type { BlockStore } from '../data/blocks.ts';
import type { AuditAction } from '../protocol/audit.ts';
import { BlockCaller, type CallerBlock, type CallerBlocks } from '../protocol/blocks.ts';
import type { Note } from '../routing/service.ts';
import { Failure } from '../sockets/failure.ts';
import { maySupervise } from '../supervision/grants.ts';
import type { Auth } from './auth.ts';
import { bodyOf, idOf, signedInAs } from './requests.ts';

export interface BlocksApiOptions {
  auth: Auth;
  store: BlockStore;
  audit: AuditLog;
  /** Who is blocked has changed: who lets callers in looks at it anew. */
  onChanged: () => Promise<void>;
  note: Note;
  now: () => number;
}

/** Blocked callers, under /api/blocks: agents make them, supervisors of their center see and lift them. */
export function openBlocksApi({ auth, store, audit, onChanged, note, now }: BlocksApiOptions): Hono {
  const app = new Hono();
  const done = async (actor: { id: string; name: string }, action: AuditAction, block: CallerBlock) => {
    await onChanged();
    await audit.record({
      ...{ at: now(), actor, action, outcome: 'done', centerId: block.centerId },
      subject: { kind: 'call', id: block.callId, name: block.callerName },
      details: { reason: block.reason, knownBy: block.marks.join(', '), ends: new Date(block.endsAt).toISOString() },
    });
  };

  app.post('/', async (context) => {
    const agent = await signedInAs(auth, ['agent'], context);
    const block = await store.block(agent, await bodyOf(BlockCaller, context), now());
    await done(agent, 'caller-blocked', block);
    await note({ kind: 'caller-blocked', callId: block.callId, agentId: agent.id });
    return context.json({});
  });
  app.get('/', async (context) => {
    const { role, centerId, supervises } = await signedInAs(auth, ['supervisor', 'administrator'], context);
    const centers = role === 'administrator' ? null : [...(centerId === null ? [] : [centerId]), ...supervises];
    return context.json<CallerBlocks>({ blocks: await store.list(centers) });
  });
  app.post('/:id/lift', async (context) => {
    const who = await signedInAs(auth, ['supervisor', 'administrator'], context);
    const block = await store.one(idOf(context));
    // Another center's is none that they know of.
    if (!block || (who.role !== 'administrator' && (block.centerId === null || !maySupervise(who, block.centerId))))
      throw new Failure('not-found', 'There is no such block');
    await done(who, 'caller-unblocked', await store.lift(block.id, who, now()));
    return context.json({});
  });
  return app;
}
