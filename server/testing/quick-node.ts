/**
 * Arguments for a Node process that lives for seconds: WebAssembly (the embedded database, Prisma's query compiler) is compiled
 * quickly, and not again to its fastest code, which takes a second of the processor at each start. Not for measurements.
 */
export const QUICK_NODE = ['--liftoff-only'];
