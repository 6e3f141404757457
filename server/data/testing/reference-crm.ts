import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Customer, CustomerFields } from '../../protocol/customers.ts';
import { isSigned, SIGNATURE_HEADER, TIMESTAMP_HEADER } from '../customers/signature.ts';

/** A company's customer system as docs/customer-connector.md asks for it, and as it should not be. */

export const CRM_SECRET = 'a secret that both sides know';

/** How it answers: as it should, or what goes wrong. */
export type Mood = 'well' | 'html' | 'wrong-types' | 'huge' | 'slow' | 'redirect' | 'error' | 'empty' | 'another' | 'upgrade';

interface Kept {
  fields: CustomerFields;
  version: number;
  changes: Partial<Record<keyof CustomerFields, { version: number; by: string }>>;
}
type Answer = [status: number, body: unknown];

export class ReferenceCrm {
  mood: Mood = 'well';
  /** How many requests have come. */
  asked = 0;
  readonly customers = new Map<string, Kept>();
  readonly #server: http.Server;
  #nextId = 1;

  private constructor() {
    this.#server = http.createServer((request, response) => void this.#answer(request, response));
  }

  static async start(port = 0): Promise<ReferenceCrm> {
    const crm = new ReferenceCrm();
    await new Promise<void>((resolve) => crm.#server.listen(port, '127.0.0.1', resolve));
    return crm;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api`;
  }

  /** Ends it, also for those whom it keeps waiting. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString('utf8');
    this.asked += 1;
    const { method = '', url: path = '', headers } = request;
    const timestamp = Number(headers[TIMESTAMP_HEADER]);
    const signature = String(headers[SIGNATURE_HEADER]);
    const json = (status: number, content: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
    if (!isSigned(CRM_SECRET, { method, path, timestamp, body }, signature, Date.now() / 1000)) return void json(401, {});
    switch (this.mood) {
      case 'slow':
        return; // for ever
      case 'html':
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Welcome</title>');
      case 'empty':
        return void response.writeHead(200).end();
      case 'redirect':
        return void response.writeHead(302, { location: 'http://127.0.0.1:9/' }).end();
      case 'error':
        return void json(500, { message: 'out of order' });
      case 'huge':
        return void response
          .writeHead(200, { 'content-type': 'application/json' })
          .end(JSON.stringify({ customers: 'x'.repeat(10_000_000) }));
      case 'another':
        return void json(200, { ...this.#shown(this.#first()), id: 'another' });
      case 'upgrade':
        response.socket?.end('HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: chat\r\n\r\n');
        return;
      case 'wrong-types': {
        const wrong = { ...this.#shown(this.#first()), tier: 'platinum' };
        return void json(200, path.includes('/customers?') ? { customers: [wrong] } : wrong);
      }
      case 'well':
        return void json(...this.#do(method, new URL(path, 'http://crm'), body === '' ? null : JSON.parse(body)));
    }
  }

  // biome-ignore lint/suspicious/noExplicitAny: a system of somebody else, which takes what it is sent
  #do(method: string, url: URL, input: any): Answer {
    const path = url.pathname.replace(/^\/api/, '');
    if (method === 'GET' && path === '/customers') return [200, { customers: this.#list(url.searchParams) }];
    if (method === 'POST' && path === '/customers') {
      if (this.#hasEmail(input.fields.email, [])) return [409, { field: 'email' }];
      const id = `crm-${this.#nextId++}`;
      this.customers.set(id, { fields: input.fields, version: 1, changes: {} });
      return [201, this.#shown(id)];
    }
    if (method === 'POST' && path === '/customers/merge') return this.#merge(input);
    const id = decodeURIComponent(path.split('/')[2] ?? '');
    if (!this.customers.has(id)) return [404, {}];
    return method === 'GET' ? [200, this.#shown(id)] : this.#change(id, input);
  }

  #list(query: URLSearchParams) {
    const email = query.get('email');
    const words = (query.get('query') ?? '').toLowerCase().split(/\s+/);
    return [...this.customers.keys()]
      .map((id) => this.#shown(id))
      .filter((one) =>
        email === null
          ? words.every((word) => [one.name, one.email, one.company, one.phone].some((value) => value?.toLowerCase().includes(word)))
          : one.email === email,
      )
      .toSorted((a, b) => a.name.localeCompare(b.name))
      .slice(0, Number(query.get('limit') ?? 20));
  }

  #change(id: string, { version, changes, by }: { version: string; changes: Partial<CustomerFields>; by: string }): Answer {
    const kept = this.#kept(id);
    const keys = Object.keys(changes) as (keyof CustomerFields)[];
    const fields = keys.filter((field) => changes[field] !== kept.fields[field] && (kept.changes[field]?.version ?? 0) > Number(version));
    const [first] = fields;
    if (first) return [409, { customer: this.#shown(id), fields, by: kept.changes[first]?.by }];
    if (changes.email !== undefined && this.#hasEmail(changes.email, [id])) return [409, { field: 'email' }];
    this.#write(id, changes, by);
    return [200, this.#shown(id)];
  }

  #merge({
    keep,
    drop,
    fields,
    by,
  }: Record<'keep' | 'drop', { id: string; version: string }> & { fields: CustomerFields; by: string }): Answer {
    for (const [field, { id, version }] of Object.entries({ keep, drop })) {
      if (!this.customers.has(id)) return [404, {}];
      if (String(this.#kept(id).version) !== version) return [409, { field }];
    }
    if (this.#hasEmail(fields.email, [keep.id, drop.id])) return [409, { field: 'email' }];
    this.customers.delete(drop.id);
    this.#write(keep.id, fields, by);
    return [200, this.#shown(keep.id)];
  }

  #write(id: string, changes: Partial<CustomerFields>, by: string): void {
    const kept = this.#kept(id);
    const changed = Object.keys(CustomerFields.shape).filter(
      (field) => field in changes && changes[field as keyof CustomerFields] !== kept.fields[field as keyof CustomerFields],
    );
    if (changed.length === 0) return;
    kept.version += 1;
    for (const field of changed) kept.changes[field as keyof CustomerFields] = { version: kept.version, by };
    Object.assign(kept.fields, changes);
  }

  #hasEmail(email: string, except: string[]): boolean {
    return [...this.customers].some(([id, { fields }]) => fields.email === email && !except.includes(id));
  }

  #kept(id: string): Kept {
    const kept = this.customers.get(id);
    if (!kept) throw new Error(`There is no customer ${id}`);
    return kept;
  }

  #first(): string {
    return [...this.customers.keys()][0] ?? '';
  }

  #shown(id: string): Customer {
    const { fields, version } = this.#kept(id);
    return { id, version: String(version), ...fields };
  }
}
