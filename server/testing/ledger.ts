import { expect } from 'vitest';
import type { PrismaClient } from '../data/database.ts';
import { apply } from '../routing/core/apply.ts';
import type { RoutingEvent } from '../routing/core/events.ts';
import { type Call, reservationsOf } from '../routing/core/model.ts';
import { emptyState } from '../routing/core/state.ts';
import type { LifeSign } from './routing-life.ts';
import { agents } from './shift.ts';

const CAPACITY = new Map(agents().map(({ id, capacity }) => [id, capacity]));

type Stored = Parameters<Parameters<PrismaClient['$transaction']>[0]>[0];

/** Checks, from the tables and the log alone, that assignments are as they must be, whatever was killed in the middle. */
export class Ledger {
  readonly #prisma: PrismaClient;
  /** The log as far as it has been read: it must fold without an error, which refuses a second answer and a third call. */
  readonly #folded = emptyState();
  #seq = 0n;
  /** Who answered each call, at any time, and was not taken off it again. */
  readonly #answered = new Map<string, string>();
  events = 0;
  assignments = 0;

  constructor(prisma: PrismaClient) {
    this.#prisma = prisma;
  }

  /** @param acknowledged what the life before this check told its parent */
  async check(acknowledged: readonly LifeSign[]): Promise<void> {
    // Of one moment: what a killed server had under way may still be stored while this looks.
    const moment = { isolationLevel: 'RepeatableRead', timeout: 60_000, maxWait: 60_000 } as const;
    await this.#prisma.$transaction(async (stored) => {
      await this.#readOn(stored);
      await this.#compareTables(stored);
      await this.#findAcknowledged(stored, acknowledged);
    }, moment);
  }

  async #readOn(stored: Stored): Promise<void> {
    const rows = await stored.event.findMany({ where: { seq: { gt: this.#seq } }, orderBy: { seq: 'asc' } });
    for (const { seq, payload } of rows) {
      expect(seq, 'the log has no gap').toBe(this.#seq + 1n);
      const event = payload as unknown as RoutingEvent;
      apply(this.#folded, event);
      this.#noteAnswer(event);
      this.#seq = seq;
      this.events += 1;
    }
    for (const [agentId, calls] of this.#folded.callsOf) expect(calls.length, agentId).toBeLessThanOrEqual(CAPACITY.get(agentId) ?? 0);
  }

  #noteAnswer(event: RoutingEvent): void {
    if (event.kind === 'call-accepted') {
      expect(this.#answered.get(event.callId), `call ${event.callId} has been accepted already`).toBeUndefined();
      this.#answered.set(event.callId, event.agentId);
      this.assignments += 1;
    }
    if (event.kind === 'call-requeued') this.#answered.delete(event.callId);
    if (event.kind === 'call-connected') expect(this.#answered.get(event.callId)).toBe(event.agentId);
  }

  /** Calls, reservations and claims say the same as the log. */
  async #compareTables(stored: Stored): Promise<void> {
    const calls = [...this.#folded.calls.values()];
    const open = await stored.call.findMany({ where: { completedAt: null }, select: { id: true, state: true, enqueuedAt: true } });
    expect(sorted(open.map(({ id, state, enqueuedAt }) => `${id} ${state} ${enqueuedAt.getTime()}`))).toEqual(
      sorted(calls.map(({ id, state, enqueuedAt }) => `${id} ${state.kind} ${enqueuedAt}`)),
    );
    const live = await stored.reservation.findMany({ where: { endedAt: null } });
    expect(sorted(live.map(({ id, agentId, callId, state }) => `${id} ${agentId} ${callId} ${state}`))).toEqual(
      sorted(calls.flatMap((call) => reservationsOf(call).map(({ id, agentId }) => `${id} ${agentId} ${call.id} ${standing(call)}`))),
    );
    const claims = await stored.claim.findMany();
    expect(sorted(claims.map(({ reservationId, agentId, callId, token }) => `${reservationId} ${agentId} ${callId} ${token}`))).toEqual(
      sorted(live.map(({ id, agentId, callId, token }) => `${id} ${agentId} ${callId} ${token}`)),
    );
    for (const { agentId, slot } of claims) expect(slot, agentId).toBeLessThan(CAPACITY.get(agentId) ?? 0);
    const answering = live.filter(({ state }) => state === 'accepted').map(({ callId }) => callId);
    expect(new Set(answering).size, 'no call has two agents').toBe(answering.length);
  }

  async #findAcknowledged(stored: Stored, acknowledged: readonly LifeSign[]): Promise<void> {
    const offered = acknowledged.flatMap((sign) => (sign.kind === 'offered' ? sign.reservations : []));
    const accepted = acknowledged.flatMap((sign) => (sign.kind === 'accepted' ? [sign] : []));
    const ids = [...offered.map(({ id }) => id), ...accepted.map(({ reservationId }) => reservationId)];
    const rows = new Map((await stored.reservation.findMany({ where: { id: { in: ids } } })).map((row) => [row.id, row]));
    for (const { id, callId, agentId, token } of offered)
      expect(rows.get(id), `the offer ${id} was acknowledged`).toMatchObject({ callId, agentId, token: BigInt(token) });
    const answers = await stored.event.findMany({
      where: { kind: 'call-accepted', callId: { in: accepted.map(({ callId }) => callId) } },
    });
    const kept = new Set(answers.map(({ payload }) => (payload as { reservationId: string }).reservationId));
    for (const { reservationId, callId, agentId } of accepted) {
      expect(rows.get(reservationId), `the answer ${reservationId} was acknowledged`).toMatchObject({ callId, agentId });
      expect(rows.get(reservationId)?.state, reservationId).not.toBe('pending');
      expect(kept, 'and is in the log').toContain(reservationId);
    }
  }
}

const standing = (call: Call) => (call.state.kind === 'offered' ? 'pending' : 'accepted');
const sorted = (lines: string[]) => lines.toSorted();
