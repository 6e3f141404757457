/**
 * Arguments for a Node process that lives for seconds: WebAssembly (the embedded database, Prisma's query compiler) is compiled
 * quickly, and not again to its fastest code, which takes a second of the processor at each start. And what loading the source
 * leaves behind need not be collected again and again (MB). Not for measurements.
 */
export const QUICK_NODE = ['--liftoff-only', '--min-semi-space-size=32'];
