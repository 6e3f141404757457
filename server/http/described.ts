import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { API_SCOPES, type ApiKey, type ApiScope } from '../protocol/api-keys.ts';
import { WireError } from '../protocol/common.ts';
import { parse } from '../sockets/parse.ts';
import type { KeyOf } from './keyed.ts';

/**
 * Requests of the HTTP API, each said once: what is mounted and what the OpenAPI document tells come from the same lines,
 * and so can't differ.
 */
export interface Described<Query extends z.ZodObject = z.ZodObject> {
  /** Under the API's own path, with parameters in braces. */
  path: string;
  /** Names the operation in programs that are made from the document. */
  id: string;
  summary: string;
  scope: ApiScope;
  query: Query;
  /** What was sent, for `query` to check; left out: each parameter once. */
  read?: (context: Context) => Record<string, unknown>;
  /** null: a stream of server-sent events. */
  answers: { name: string; schema: z.ZodType } | null;
  answer: (asked: { key: ApiKey; query: z.output<Query>; context: Context }) => Promise<unknown>;
}

export const described = <Query extends z.ZodObject>(one: Described<Query>): Described => one as unknown as Described;

const usual = (context: Context) => context.req.query();

export function mount(app: Hono, requests: readonly Described[], keyOf: KeyOf): void {
  for (const { path, scope, query, read = usual, answers, answer } of requests)
    app.get(path.replace(/\{(\w+)\}/g, ':$1'), async (context) => {
      const key = await keyOf(context, scope);
      const given = await answer({ key, query: parse(query.strict(), read(context)), context });
      return answers ? context.json(given as object) : (given as Response);
    });
}

const PROBLEMS: Record<string, string> = {
  400: 'Something in the request is not as it should be; `field` names it.',
  401: 'There is no key, or it is not known, or it has ended.',
  403: 'The key does not have the scope that this needs; the message names it.',
  404: 'There is no such thing, or it is not this key’s to see.',
  429: 'Too many requests with this key in a minute.',
};

interface DocumentOptions {
  version: string;
  server: string;
  /** What several answers hold, by the name that it gets. */
  shared: Record<string, z.ZodType>;
}

/** The OpenAPI 3.1 document of these requests. */
export function openApiDocument(requests: readonly Described[], { version, server, shared }: DocumentOptions): object {
  const named = z.registry<{ id: string }>();
  named.add(z.object({ error: WireError }), { id: 'Error' });
  for (const [id, schema] of Object.entries(shared)) named.add(schema, { id });
  for (const { answers } of requests) if (answers && !named.has(answers.schema)) named.add(answers.schema, { id: answers.name });
  const { schemas } = z.toJSONSchema(named, { uri: (id) => `#/components/schemas/${id}`, io: 'output' });
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
  const problems = Object.fromEntries(
    Object.entries(PROBLEMS).map(([status, description]) => [
      status,
      { description, content: { 'application/json': { schema: ref('Error') } } },
    ]),
  );
  return {
    openapi: '3.1.0',
    info: { title: 'Tandem', version, description: 'Calls, events, agents and queues of a Tandem, for other programs. It only reads.' },
    servers: [{ url: server }],
    security: [{ key: [] }],
    paths: Object.fromEntries(
      requests.map(({ path, id, summary, scope, query, answers }) => [
        path,
        {
          get: {
            operationId: id,
            summary,
            description: `Needs a key with the scope \`${scope}\`.`,
            parameters: [...pathParameters(path), ...queryParameters(query)],
            responses: {
              200: {
                description: 'What was asked for.',
                content: answers
                  ? { 'application/json': { schema: ref(answers.name) } }
                  : { 'text/event-stream': { schema: { type: 'string' } } },
              },
              ...problems,
            },
          },
        },
      ]),
    ),
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, without(schema, '$schema', '$id')])),
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: `A key that an administrator made. Scopes: ${API_SCOPES.join(', ')}.` },
      },
    },
  };
}

const pathParameters = (path: string) =>
  [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));

function queryParameters(query: z.ZodObject): object[] {
  const schema = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' });
  const output = z.toJSONSchema(query, { io: 'output' });
  return Object.entries(output.properties ?? {}).map(([name, property]) => {
    const { description, ...rest } = property as { description?: string };
    return { name, in: 'query', required: schema.required?.includes(name) ?? false, ...(description ? { description } : {}), schema: rest };
  });
}

const without = (schema: object, ...keys: string[]) => Object.fromEntries(Object.entries(schema).filter(([key]) => !keys.includes(key)));
