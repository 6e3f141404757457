import { ulid } from 'ulid';
import { Alert, AlertRule, type AlertRuleInput, type AlertScope } from '../protocol/alerts.ts';
import { Failure } from '../sockets/failure.ts';
import type { PrismaClient } from './database.ts';

/** All of them are looked at each second. */
const MOST_RULES = 200;

/** Rules on live measures, and the times that they fired. Alerts are never deleted. */
export interface AlertBook {
  rules(): Promise<AlertRule[]>;
  /** @throws Failure `conflict` when there are too many */
  create(input: AlertRuleInput, by: { id: string; name: string }, now: number): Promise<AlertRule>;
  /** @throws Failure `not-found` */
  change(id: string, input: AlertRuleInput): Promise<AlertRule>;
  /** @throws Failure `not-found` */
  remove(id: string): Promise<void>;
  /** Those that are not over, oldest first. */
  open(): Promise<Alert[]>;
  /** Newest first. @param centers whose supervisors were told; null: all */
  history(centers: readonly string[] | null, before: number | null, limit: number): Promise<Alert[]>;
  /** Those that fired, cleared or were acknowledged since. */
  since(at: number): Promise<Alert[]>;
  fire(rule: AlertRule, scopeName: string | null, value: number, now: number): Promise<Alert>;
  /** Twice is fine; the first counts. @throws Failure `not-found` */
  clear(id: string, by: NonNullable<Alert['clearedBy']>, now: number): Promise<Alert>;
  /** Twice is fine; the first counts. @throws Failure `not-found` */
  acknowledge(id: string, by: { id: string; name: string }, now: number): Promise<Alert>;
  /** @throws Failure `not-found` */
  read(id: string): Promise<Alert>;
}

export function openAlertBook(prisma: PrismaClient): AlertBook {
  const read = async (id: string) => {
    const row = await prisma.alert.findUnique({ where: { id } });
    if (!row) throw new Failure('not-found', 'There is no such alert');
    return toAlert(row);
  };
  const noRule = () => new Failure('not-found', 'There is no such rule any more');
  return {
    read,
    async rules() {
      return (await prisma.alertRule.findMany({ orderBy: [{ name: 'asc' }, { id: 'asc' }] })).map(toRule);
    },
    async create(input, by, now) {
      if ((await prisma.alertRule.count()) >= MOST_RULES) throw new Failure('conflict', 'There are 200 rules already. Delete one first.');
      const made = { createdAt: new Date(now), createdById: by.id, createdByName: by.name };
      return toRule(await prisma.alertRule.create({ data: { id: ulid(), ...columns(input), ...made } }));
    },
    async change(id, input) {
      const { count } = await prisma.alertRule.updateMany({ where: { id }, data: columns(input) });
      const row = count === 0 ? null : await prisma.alertRule.findUnique({ where: { id } });
      if (!row) throw noRule();
      return toRule(row);
    },
    async remove(id) {
      if ((await prisma.alertRule.deleteMany({ where: { id } })).count === 0) throw noRule();
    },
    async open() {
      return (await prisma.alert.findMany({ where: { clearedAt: null }, orderBy: { firedAt: 'asc' } })).map(toAlert);
    },
    async history(centers, before, limit) {
      const rows = await prisma.alert.findMany({
        where: {
          ...(before === null ? {} : { firedAt: { lt: new Date(before) } }),
          ...(centers === null ? {} : { OR: [{ centerId: null }, { centerId: { in: [...centers] } }] }),
        },
        orderBy: [{ firedAt: 'desc' }, { id: 'desc' }],
        take: limit,
      });
      return rows.map(toAlert);
    },
    async since(at) {
      const from = { gte: new Date(at) };
      const rows = await prisma.alert.findMany({
        where: { OR: [{ firedAt: from }, { clearedAt: from }, { ackAt: from }] },
        orderBy: { firedAt: 'asc' },
      });
      return rows.map(toAlert);
    },
    async fire(rule, scopeName, value, now) {
      const { id: ruleId, createdByName: _, ...input } = rule;
      const data = { id: ulid(), ruleId, rule: input, scopeName, value, firedAt: new Date(now), centerId: rule.centerId };
      return toAlert(await prisma.alert.create({ data }));
    },
    async clear(id, by, now) {
      await prisma.alert.updateMany({ where: { id, clearedAt: null }, data: { clearedAt: new Date(now), clearedBy: by } });
      return read(id);
    },
    async acknowledge(id, by, now) {
      await prisma.alert.updateMany({ where: { id, ackAt: null }, data: { ackAt: new Date(now), ackById: by.id, ackByName: by.name } });
      return read(id);
    },
  };
}

const columns = ({ scope, ...rest }: AlertRuleInput) => ({
  ...rest,
  scopeKind: scope.kind,
  scopeId: scope.kind === 'all' ? null : scope.id,
});

type RuleRow = Awaited<ReturnType<PrismaClient['alertRule']['findMany']>>[number];
function toRule({ scopeKind, scopeId, createdAt: _, createdById: __, ...row }: RuleRow): AlertRule {
  const scope = (scopeId === null ? { kind: scopeKind } : { kind: scopeKind, id: scopeId }) as AlertScope;
  return AlertRule.parse({ ...row, scope });
}

type AlertRow = Awaited<ReturnType<PrismaClient['alert']['findMany']>>[number];
function toAlert({ ackAt, ackByName, firedAt, clearedAt, ...row }: AlertRow): Alert {
  return Alert.parse({
    ...row,
    firedAt: firedAt.getTime(),
    clearedAt: clearedAt?.getTime() ?? null,
    acknowledged: ackAt ? { at: ackAt.getTime(), byName: ackByName ?? '' } : null,
  });
}
