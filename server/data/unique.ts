import { Failure } from '../sockets/failure.ts';
import { Prisma } from './generated/client.ts';

/**
 * Two requests at once both find a name free, and the database refuses the second: a conflict, as if it had come later.
 * @throws Failure `conflict` that names the field
 */
export async function conflictWhenTaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
      throw new Failure('conflict', 'is taken', takenField(error.meta));
    throw error;
  }
}

/** Prisma names its unique constraints `Table_field_key`; ids, which are made from names, have `Table_pkey`. */
function takenField(meta: unknown): string {
  const { driverAdapterError } = (meta ?? {}) as { driverAdapterError?: { cause?: { constraint?: { index?: string } } } };
  return /_([^_]+)_key$/.exec(driverAdapterError?.cause?.constraint?.index ?? '')?.[1] ?? 'name';
}
