/** Commands that publish recipes and lessons to every enrolled device. */

import { type Command, InvalidArgumentError } from "commander";
import type { SiteId } from "../../../../utils/shared/contract/site.ts";
import { asks, group, leaf, type Surroundings } from "../define-command.ts";

const sites = ["facebook", "youtube", "x", "telegram"] satisfies SiteId[];

export const publishActs = ["publish", "rollback", "off", "on", "list", "key", "export", "lessons"] as const;
export type PublishAct = (typeof publishActs)[number];

export interface PublishOptions {
  note?: string;
  model?: string;
  lessons?: string;
  sameEdition?: boolean;
  to?: number;
  out?: string;
  site?: SiteId;
  kind?: string;
  json?: boolean;
  /** Id of the proposal to publish, or to roll back. */
  proposal?: string;
  /** Id of the act on the desk that the pack carries out. */
  act?: string;
  /** Id of the person who pressed on the desk. */
  decidedBy?: string;
}

/** Runs an act; only `publish` has a file. */
export type Publish = (act: PublishAct, options: PublishOptions, file?: string) => Promise<void>;

export function addPublishing(program: Command, surroundings: Surroundings): void {
  const publish: Publish = (act, options, file) => surroundings.publish(wordsOf(act, options, file));
  const recipes = group(program, "recipes", "recipes of the sites, published without a new extension");
  addRecipeActs(recipes, publish);
  const health = leaf(
    recipes,
    "health",
    "show how well recipes match the sites' pages",
    "recipes health --json",
  );
  asks(health, surroundings, () => ({ command: "canaries" }));
  const lessons = group(program, "lessons", "lessons of vloggers, published without a new extension");
  leaf(lessons, "export", "the current lessons, for editing", "lessons export --out lessons.json")
    .option("--out <file>", "file to write; never overwritten")
    .action((options: PublishOptions) => publish("lessons", options));
  leaf(
    lessons,
    "publish <file>",
    'publish edited lessons; "none" for the built-in ones',
    'lessons publish lessons.json --note "Contoh baru"',
    "lessons publish none",
  )
    .option("--same-edition", "only wording changed, so certificates stay valid")
    .option("--note <text>", "note in the list of versions")
    .action((file: string, options: PublishOptions) => publish("publish", { ...options, lessons: file }));
}

const actOption = ["--act <id>", "act on the desk that this confirms, in the same transaction"] as const;
const decidedByOption = ["--decided-by <person>", "id of the administrator who pressed on the desk"] as const;

/** Also the commands of `npm run recipes`. */
export function addRecipeActs(recipes: Command, publish: Publish): void {
  leaf(
    recipes,
    "publish [file]",
    "publish the recipes of this checkout, or of an exported file",
    'recipes publish --note "X changed its posts"',
    "recipes publish recipes.json --model suggestions.json",
  )
    .option("--note <text>", "note in the list of versions")
    .option("--model <file>", 'model that `npm run train` wrote; "none" for no suggestions')
    .option("--lessons <file>", 'edited lessons; "none" for the built-in ones')
    .option("--same-edition", "only the wording of lessons changed, so certificates stay valid")
    .option("--proposal <id>", "add this proposal to the newest recipes")
    .option(...decidedByOption)
    .action((file: string | undefined, options: PublishOptions) => publish("publish", options, file));
  leaf(
    recipes,
    "rollback",
    "publish earlier recipes again, as a new version",
    "recipes rollback",
    "recipes rollback --to 0",
  )
    .option("--to <version>", "version to return to; 0 for the built-in recipes", versionOf)
    .option("--proposal <id>", "take back what this proposal added to its recipe; everything else stays")
    .option(...actOption)
    .option(...decidedByOption)
    .option("--note <text>", "note in the list of versions")
    .action((options: PublishOptions) => publish("rollback", options));
  for (const [act, summary] of [
    ["off", "remove the buttons of a site, or of one kind of its posts"],
    ["on", "show the buttons again"],
  ] as const)
    leaf(recipes, act, summary, `recipes ${act} --site x --kind account`)
      .addOption(recipes.createOption("--site <site>", "site").choices(sites).makeOptionMandatory())
      .option("--kind <kind>", "kind of post, such as post or account; default: all kinds")
      .option(...actOption)
      .option(...decidedByOption)
      .option("--note <text>", "note in the list of versions")
      .action((options: PublishOptions) => publish(act, options));
  leaf(recipes, "list", "list published versions", "recipes", "recipes list --json").action(
    (options: PublishOptions) => publish("list", options),
  );
  leaf(
    recipes,
    "key",
    "make the signing key if it is missing, and show its thumbprint",
    "recipes key",
  ).action((options: PublishOptions) => publish("key", options));
  leaf(recipes, "export", "the newest recipes, for publish", "recipes export > recipes.json").action(
    (options: PublishOptions) => publish("export", options),
  );
  // The earlier name of `lessons export`.
  recipes
    .command("lessons", { hidden: true })
    .option("--out <file>")
    .option("--json")
    .action((options: PublishOptions) => publish("lessons", options));
}

function versionOf(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It must be a number, as `recipes list` shows.");
}

/** Arguments of the publisher's program for the same act. */
function wordsOf(act: PublishAct, options: PublishOptions, file?: string): string[] {
  const given = Object.entries(options).flatMap(([name, value]) => {
    const option = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === true ? [option] : [`${option}=${value}`];
  });
  return [act, ...given, ...(file === undefined ? [] : [file])];
}
