import { defineConfig } from 'prisma/config';

// Only Prisma's own command line reads this; the program applies the migrations itself at start.
export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  datasource: { url: process.env.DATABASE_URL ?? 'postgresql://localhost/tandem' },
});
