/** `npm run recipes`: publishes recipes and lessons to all enrolled devices without a new extension, and rolls them back. */

import { readConfig } from "../../intake/config.ts";
import { runRecipes } from "./recipes/command.ts";

try {
  console.log(await runRecipes(process.argv.slice(2), readConfig()));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
