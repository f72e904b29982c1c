/** How drizzle-kit turns the intake's schema into migrations: `npx drizzle-kit generate`. */

import { defineConfig } from "drizzle-kit";

export default defineConfig({
  dialect: "postgresql",
  schema: "./intake/db/schema/*.ts",
  out: "./intake/db/migrations",
  casing: "snake_case",
});
