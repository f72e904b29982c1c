/** `npm run recipes`: publishes recipes and lessons to every enrolled device without a new extension, and takes them back. */

import { readConfig } from "../intake/config.ts";
import { runRecipes } from "./recipes/command.ts";

try {
  console.log(await runRecipes(process.argv.slice(2), readConfig()));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
