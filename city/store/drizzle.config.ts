import { defineConfig } from 'drizzle-kit';

/** `npx drizzle-kit generate --config city/store/drizzle.config.ts` writes the next migration. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './city/store/schema.ts',
  out: './city/store/migrations',
});
