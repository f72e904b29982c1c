/** `npm run recipes`: publishes recipes and lessons to all enrolled devices without a new extension, and rolls them back. */

import { CommanderError } from "commander";
import { readConfig } from "../../intake/config.ts";
import "../../intake/core/import-drizzle.ts";

try {
  const { runRecipes } = await import("./recipes/command.ts");
  console.log(await runRecipes(process.argv.slice(2), readConfig()));
} catch (error) {
  process.exitCode = error instanceof CommanderError ? error.exitCode : 1;
  if (error instanceof CommanderError) process.exit();
  const { code, message } = error as NodeJS.ErrnoException;
  const isMissing = code === "ERR_MODULE_NOT_FOUND";
  console.error(
    isMissing ? "Files and checkouts are published with the development packages: run `npm ci`." : message,
  );
}
