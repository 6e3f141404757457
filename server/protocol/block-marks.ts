/** By what a blocked caller is known. Without the schema library: pages show it. */
export const BLOCK_MARKS = ['address', 'browser', 'email', 'identity'] as const;
export type BlockMark = (typeof BLOCK_MARKS)[number];
