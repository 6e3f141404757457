import { keepStaff, type StaffChanges } from '../data/center-staff.ts';
import type { CustomerSources } from '../data/customers/sources.ts';
import type { PrismaClient } from '../data/database.ts';
import type { WidgetKeyStore } from '../data/widget-keys.ts';
import { CenterStaff, ENTRY_URL_HEADER } from '../protocol/center-staff.ts';
import { Failure } from '../sockets/failure.ts';
import type { SocketLog } from '../sockets/handle.ts';
import type { Installation } from './installation.ts';

const RETRY_MS = 3000;

interface StaffCopyOptions {
  installation: Pick<Installation, 'ask'>;
  prisma: PrismaClient;
  sources: CustomerSources;
  widgetKeys: Pick<WidgetKeyStore, 'ofCenter' | 'replaceAll'>;
  /** Where browsers find the center. */
  url: string;
  centerId: string;
  /** Whether demo accounts may sign in here. */
  demo: boolean;
  /** `mediaOrigins`: of the installation's media servers, as they are now. */
  onChanged: (changes: StaffChanges, mediaOrigins: readonly string[]) => Promise<void>;
  log: SocketLog;
}

/** A center's copy of its own people, skills and customers' source: asked for when it may be old, until it is there. */
export class StaffCopy {
  readonly #options: StaffCopyOptions;
  #etag: string | null = null;
  #asking: Promise<void> | null = null;
  #askAgain = false;
  #retry: NodeJS.Timeout | undefined;
  #failed = '';
  #closed = false;

  constructor(options: StaffCopyOptions) {
    this.#options = options;
  }

  /** It may be old. Resolves once what was asked for then is here, or could not be had; then it is asked for again in a while. */
  refresh(): Promise<void> {
    clearTimeout(this.#retry);
    if (this.#asking) this.#askAgain = true;
    this.#asking ??= this.#askAll().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  async #askAll(): Promise<void> {
    do {
      this.#askAgain = false;
      try {
        await this.#ask();
        this.#failed = '';
      } catch (error) {
        const { log } = this.#options;
        const reason = error instanceof Error ? error.message : String(error);
        if (reason !== this.#failed) {
          if (error instanceof Failure) log.warn({ reason }, 'The center’s people can’t be had from the routing server now');
          else log.error({ err: error }, 'The center’s people could not be kept');
        }
        this.#failed = reason;
        if (!this.#closed) this.#retry = setTimeout(() => void this.refresh(), RETRY_MS);
        return;
      }
    } while (this.#askAgain && !this.#closed);
  }

  async #ask(): Promise<void> {
    const { installation, prisma, sources, widgetKeys, url, centerId, demo, onChanged } = this.#options;
    const response = await installation.ask('/staff', { etag: this.#etag, headers: { [ENTRY_URL_HEADER]: url } });
    if (response.status === 304) return;
    const staff = CenterStaff.parse(await response.json());
    if (staff.center.id !== centerId) throw new Failure('internal', 'The routing server told of another center');
    const agents = staff.agents.map((agent) => (agent.demo && !demo ? { ...agent, account: null } : agent));
    await onChanged(await keepStaff(prisma, { ...staff, agents }, { sources, widgetKeys }), staff.entry.mediaOrigins);
    this.#etag = response.headers.get('etag');
  }
}
