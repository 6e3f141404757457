import type { AlertBook } from '../../data/alert-book.ts';
import type { Alert, AlertFigures, AlertRule, AlertRuleInput } from '../../protocol/alerts.ts';
import type { Board } from '../../protocol/board.ts';
import type { SocketLog } from '../../sockets/handle.ts';
import { fired, look, QUIET, type RuleState } from './core.ts';
import { figureOf, scopeName } from './figures.ts';

const LOOK_EVERY_MS = 1000;

export type AlertNews = { kind: 'fired' | 'cleared' | 'acknowledged'; alert: Alert };

export interface AlertDeskOptions {
  book: AlertBook;
  board: () => Board;
  now: () => number;
  log: SocketLog;
  /** null: only when it is told to, in tests. */
  everyMs?: number | null;
}

/** Looks at the live figures by the rules, once a second, and keeps what fires. One thing at a time. */
export class AlertDesk {
  readonly #options: AlertDeskOptions;
  readonly #states = new Map<string, RuleState>();
  readonly #listeners = new Set<(news: AlertNews) => void>();
  readonly #figureListeners = new Set<() => void>();
  readonly #timer: NodeJS.Timeout | null;
  #rules: AlertRule[];
  #open: Alert[];
  #figures: AlertFigures = {};
  #work: Promise<unknown> = Promise.resolve();
  #looking = false;
  /** The same trouble each second is said once. */
  #inTrouble = false;
  #closed = false;

  private constructor(options: AlertDeskOptions, rules: AlertRule[], open: Alert[]) {
    this.#options = options;
    this.#rules = rules;
    this.#open = open;
    for (const { ruleId, id } of open) this.#states.set(ruleId, fired(id));
    const { everyMs = LOOK_EVERY_MS } = options;
    this.#timer = everyMs === null ? null : setInterval(() => void this.#lookAgain(), everyMs);
  }

  /** With what had fired before a restart. */
  static async open(options: AlertDeskOptions): Promise<AlertDesk> {
    return new AlertDesk(options, await options.book.rules(), await options.book.open());
  }

  get rules(): readonly AlertRule[] {
    return this.#rules;
  }
  /** Those that are not over, oldest first. */
  get alerts(): readonly Alert[] {
    return this.#open;
  }
  /** What the figures of those were at the last look, by the alert's id. Of what a rule that is off found there are none. */
  get figures(): AlertFigures {
    return this.#figures;
  }
  /** Told when the figures of alerts that go on are other than they were. */
  onFigures(listener: () => void): void {
    this.#figureListeners.add(listener);
  }
  /** Told after each change has been kept. */
  onNews(listener: (news: AlertNews) => void): void {
    this.#listeners.add(listener);
  }

  create(input: AlertRuleInput, by: { id: string; name: string }): Promise<AlertRule> {
    const { book, now } = this.#options;
    return this.#next(async () => {
      const rule = await book.create(input, by, now());
      this.#rules = await book.rules();
      return rule;
    });
  }

  /** What had fired by the rule as it was is over. @throws Failure `not-found` */
  change(id: string, input: AlertRuleInput): Promise<AlertRule> {
    const { book } = this.#options;
    return this.#next(async () => {
      const rule = await book.change(id, input);
      await this.#forget(id);
      return rule;
    });
  }

  /** @throws Failure `not-found` */
  remove(id: string): Promise<void> {
    const { book } = this.#options;
    return this.#next(async () => {
      await book.remove(id);
      await this.#forget(id);
    });
  }

  /** Twice is fine. @throws Failure `not-found` */
  acknowledge(id: string, by: { id: string; name: string }): Promise<Alert> {
    const { book, now } = this.#options;
    return this.#next(async () => {
      const before = await book.read(id);
      if (before.acknowledged) return before;
      const alert = await book.acknowledge(id, by, now());
      this.#open = this.#open.map((one) => (one.id === id ? alert : one));
      this.#tell({ kind: 'acknowledged', alert });
      return alert;
    });
  }

  look(): Promise<void> {
    return this.#next(async () => {
      if (!this.#rules.some((rule) => rule.active)) return;
      const { book, now } = this.#options;
      const board = this.#options.board();
      const figures = new Map<string, number | null>();
      const read = (rule: AlertRule) => {
        const figure = figureOf(board, rule.measure, rule.scope);
        figures.set(rule.id, figure);
        return figure;
      };
      for (const effect of look(this.#rules, this.#states, read, now())) {
        if (effect.kind === 'fire') {
          const alert = await book.fire(effect.rule, scopeName(board, effect.rule.scope), effect.value, now());
          this.#states.set(effect.rule.id, fired(alert.id));
          this.#open = [...this.#open, alert];
          this.#tell({ kind: 'fired', alert });
        } else await this.#clear(effect.alertId, 'figures');
      }
      this.#noteFigures(figures);
    });
  }

  #noteFigures(byRule: ReadonlyMap<string, number | null>): void {
    const known = this.#open.flatMap(({ id, ruleId }) => (byRule.has(ruleId) ? [[id, byRule.get(ruleId) ?? null] as const] : []));
    const before = this.#figures;
    this.#figures = Object.fromEntries(known);
    if (known.some(([id, figure]) => before[id] !== figure)) for (const listener of this.#figureListeners) listener();
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#closed = true;
    await this.#work.catch(() => {});
  }

  async #lookAgain(): Promise<void> {
    // A database that is slow is not asked for more.
    if (this.#looking || this.#closed) return;
    this.#looking = true;
    try {
      await this.look();
      this.#inTrouble = false;
    } catch (error) {
      if (!this.#inTrouble) this.#options.log.error({ err: error }, 'Alerts could not be looked after');
      this.#inTrouble = true;
    } finally {
      this.#looking = false;
    }
  }

  async #forget(ruleId: string): Promise<void> {
    this.#rules = await this.#options.book.rules();
    this.#states.delete(ruleId);
    for (const { id } of this.#open.filter((alert) => alert.ruleId === ruleId)) await this.#clear(id, 'rule-changed');
  }

  async #clear(id: string, by: NonNullable<Alert['clearedBy']>): Promise<void> {
    const alert = await this.#options.book.clear(id, by, this.#options.now());
    this.#states.set(alert.ruleId, QUIET);
    this.#open = this.#open.filter((one) => one.id !== id);
    this.#tell({ kind: 'cleared', alert });
  }

  #tell(news: AlertNews): void {
    for (const listener of this.#listeners) listener(news);
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.catch(() => {}).then(work);
    this.#work = done.catch(() => {});
    return done;
  }
}
