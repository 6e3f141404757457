import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

const Value = z.union([
  z.object({ stringValue: z.string() }),
  z.object({ intValue: z.union([z.number(), z.string()]) }),
  z.object({ doubleValue: z.number() }),
  z.object({ arrayValue: z.object({ values: z.array(z.object({ stringValue: z.string() })) }) }),
]);
const Attributes = z.array(z.object({ key: z.string(), value: Value })).transform((list) =>
  Object.fromEntries(
    list.map(({ key, value }) => {
      const [plain] = Object.values(value) as [unknown];
      return [key, 'arrayValue' in value ? value.arrayValue.values.map(({ stringValue }) => stringValue) : plain];
    }),
  ),
);
/** As OTLP writes spans in JSON. */
const Nanoseconds = z.string().regex(/^\d{19}$/);
const Request = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: Attributes }),
      scopeSpans: z.array(
        z.object({
          spans: z.array(
            z.object({
              traceId: z.string().regex(/^[0-9a-f]{32}$/),
              spanId: z.string().regex(/^[0-9a-f]{16}$/),
              parentSpanId: z
                .string()
                .regex(/^[0-9a-f]{16}$/)
                .optional(),
              name: z.string(),
              kind: z.number(),
              startTimeUnixNano: Nanoseconds,
              endTimeUnixNano: Nanoseconds,
              attributes: Attributes,
            }),
          ),
        }),
      ),
    }),
  ),
});

export interface CollectedSpan {
  service: string;
  /** The run of the server that told it. */
  instance: string;
  trace: string;
  id: string;
  parent: string | null;
  name: string;
  /** Milliseconds. */
  from: number;
  to: number;
  attributes: Record<string, unknown>;
}

/** Takes traces as a collector does, by OTLP over HTTP. What is not as OTLP says it is refused, and told by `wrong`. */
export async function startCollector(): Promise<{ url: string; spans: CollectedSpan[]; wrong: string[]; close(): void }> {
  const spans: CollectedSpan[] = [];
  const wrong: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Request.safeParse(JSON.parse(Buffer.concat(chunks).toString()));
    if (request.method !== 'POST' || request.url !== '/v1/traces' || !body.success) {
      wrong.push(`${request.method} ${request.url}: ${body.error?.message}`);
      return void response.writeHead(400).end();
    }
    for (const { resource, scopeSpans } of body.data.resourceSpans)
      for (const span of scopeSpans.flatMap(({ spans }) => spans))
        spans.push({
          ...{ service: String(resource.attributes['service.name']), instance: String(resource.attributes['service.instance.id']) },
          ...{ trace: span.traceId, id: span.spanId, parent: span.parentSpanId ?? null, name: span.name },
          ...{ from: Number(span.startTimeUnixNano) / 1e6, to: Number(span.endTimeUnixNano) / 1e6, attributes: span.attributes },
        });
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}`, spans, wrong },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
