#!/usr/bin/env node
// Stand-in for Prisma's native schema-engine binary (which cannot be downloaded offline):
// speaks its JSON-RPC over stdio and forwards to @prisma/schema-engine-wasm + a driver adapter.
// Use: PRISMA_SCHEMA_ENGINE_BINARY=./scripts/schema-engine.mjs prisma migrate dev|deploy|diff|status|...
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils';

const require = createRequire(import.meta.url);

const argv = process.argv.slice(2);
if (argv.includes('--version')) {
  console.log('schema-engine-cli wasm');
  process.exit(0);
}
const { values, positionals } = parseArgs({
  args: argv,
  allowPositionals: true,
  strict: false,
  options: {
    datamodels: { type: 'string', multiple: true, short: 'd' },
    datasource: { type: 'string' },
  },
});
const ds = values.datasource ? JSON.parse(values.datasource) : {};
const send = (m) => process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...m })}\n`);

let panic = '',
  current = null,
  ctx;
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message(m) {
    panic = m;
  },
};
// The CLI exits 0 when its engine dies without an answer, so always answer.
process.on('uncaughtException', (e) => {
  if (current != null)
    send({
      id: current,
      error: { code: 4466, message: 'x', data: { is_panic: false, message: panic || String(e?.stack ?? e), meta: null } },
    });
  process.exitCode = 1;
  setTimeout(() => process.exit(1), 200);
});

const bgPath = require.resolve('@prisma/schema-engine-wasm/schema_engine_bg');
const bg = await import(bgPath);
const { exports } = new WebAssembly.Instance(new WebAssembly.Module(readFileSync(bgPath.replace(/\.js$/, '.wasm'))), {
  './schema_engine_bg.js': bg,
});
bg.__wbg_set_wasm(exports);
exports.__wbindgen_start();

function patch(adapter, raw) {
  // adapter-pg 7 no longer maps pg_catalog."char" (oid 18), which the schema describer reads
  const io = adapter.performIO.bind(adapter),
    qr = adapter.queryRaw.bind(adapter);
  let chars = [];
  adapter.performIO = async (q) => {
    const r = await io(q);
    chars = [];
    (r.fields ?? []).forEach((f, i) => {
      if (f.dataTypeID === 18) {
        f.dataTypeID = 1042;
        chars.push(i);
      }
    });
    return r;
  };
  adapter.queryRaw = async (q) => {
    const r = await qr(q);
    for (const i of chars) r.columnTypes[i] = ColumnTypeEnum.Character;
    return r;
  };
  // run a migration script whole: adapter-pg splits it at every ';', the PGlite adapter does not await it
  adapter.executeScript = async (script) => {
    try {
      await raw(script);
    } catch (e) {
      adapter.onError(e);
    }
  };
  return adapter;
}
async function pgliteAdapter(dir) {
  const { PGlite } = await import('@electric-sql/pglite');
  const { PrismaPGlite } = await import('pglite-prisma-adapter');
  const db = await PGlite.create(dir);
  const a = patch(await new PrismaPGlite(db).connect(), (s) => db.exec(s));
  a.dispose = () => db.close();
  return a;
}
async function engine() {
  if (ctx) return ctx;
  const url = ds.url ?? '',
    lite = /^pglite:(?:\/\/)?(.*)$/.exec(url);
  let main;
  const connect = async () => {
    if (lite) return (main ??= await pgliteAdapter(lite[1]));
    const { PrismaPg } = await import('@prisma/adapter-pg');
    const schema = url && new URL(url).searchParams.get('schema');
    const a = await new PrismaPg({ connectionString: url }, schema ? { schema } : undefined).connect();
    return patch(a, (s) => a.client.query(s));
  };
  // shadow database: always a throw-away in-memory Postgres (no CREATEDB right needed)
  const f = { provider: 'postgres', adapterName: 'schema-engine-bridge', connect, connectToShadowDb: () => pgliteAdapter(undefined) };
  const e = await bg.SchemaEngine.new(
    { datamodels: values.datamodels?.map((p) => [p, readFileSync(p, 'utf8')]) },
    (l) => process.env.DEBUG && console.error(l),
    bindMigrationAwareSqlAdapterFactory(f),
  );
  return (ctx = { e, close: async () => main?.dispose() });
}
if (positionals[0] === 'cli') {
  // can-connect-to-database / create-database
  try {
    await (await engine()).e.ensureConnectionValidity({ datasource: { tag: 'ConnectionString', url: ds.url } });
    await ctx.close();
    process.exit(0);
  } catch (err) {
    process.stderr.write(
      '\n' +
        JSON.stringify({
          level: 'ERROR',
          target: 'schema_engine::logger',
          fields: { error_code: err.code ?? 'P1001', message: err.message },
        }) +
        '\n',
    );
    process.exit(1);
  }
}
let chain = Promise.resolve();
createInterface({ input: process.stdin })
  .on('line', (line) => {
    if (!line.trim()) return;
    const req = JSON.parse(line);
    if (!req.method) return; // the CLI's answer to our "print"
    chain = chain.then(async () => {
      current = req.id;
      try {
        const { e } = await engine();
        const name = req.method === 'getDatabaseVersion' ? 'version' : req.method;
        if (typeof e[name] !== 'function') throw new Error(`${req.method} is not supported by the WASM schema engine`);
        const result = await e[name](req.params);
        if (name === 'diff' && result?.stdout != null) send({ id: 999999, method: 'print', params: { content: result.stdout } });
        send({ id: req.id, result: result ?? {} });
      } catch (err) {
        send({
          id: req.id,
          error: {
            code: 4466,
            message: 'x',
            data: {
              is_panic: false,
              message: panic || (err?.message ?? String(err)),
              meta: err?.meta ?? null,
              ...(err?.code ? { error_code: err.code } : {}),
            },
          },
        });
      }
      current = null;
    });
  })
  .on('close', () =>
    chain.then(async () => {
      await ctx?.close();
      process.exit();
    }),
  );
process.on('SIGTERM', async () => {
  await ctx?.close();
  process.exit(0);
});
