/** Administrators' commands, independent of which process has the database open. */

import { z } from "zod";
import type { Store } from "../db/store.ts";
import { viewRecipeHealth } from "../recipes/rules/recipe-health.ts";
import { readHealthCounts } from "../recipes/store/recipe-health.ts";
import { runTrustCommand, trustCommands } from "./access.ts";
import { type BackupCommand, backupCommand } from "./backup.ts";
import { channelsCommand, runChannelsCommand } from "./channels.ts";
import { decidedPostsCommand, runDecidedPosts } from "./decided-posts.ts";
import { healthCommand } from "./health.ts";
import { hooksCommand, refuseUncalled, runHooksCommand } from "./hooks.ts";
import { type ImportCommand, importCommand } from "./invitations.ts";
import { alertsCommand, onCallCommand, runAlertsCommand, runOnCallCommand } from "./on-call.ts";
import { aboutCommand, type PersonalDataCommand, takenCommand } from "./personal-data.ts";
import { recipesCommand, runRecipesCommand } from "./recipes.ts";
import {
  holdCommand,
  holdsCommand,
  periodsCommand,
  type RetentionCommand,
  releaseCommand,
  retentionCommand,
  setPeriodCommand,
} from "./retention.ts";
import { listDays } from "./timestamps.ts";
import { verifyCommand } from "./verify.ts";

/** Commands typed at the command line as they are. */
export const adminCommand = z.discriminatedUnion("command", [
  ...trustCommands,
  importCommand,
  verifyCommand,
  z.strictObject({ command: z.literal("canaries") }),
  z.strictObject({ command: z.literal("timestamps") }),
  holdCommand,
  holdsCommand,
  releaseCommand,
  retentionCommand,
  periodsCommand,
  setPeriodCommand,
  aboutCommand,
  takenCommand,
  backupCommand,
  healthCommand,
  hooksCommand,
  onCallCommand,
  alertsCommand,
]);
export type AdminCommand = z.infer<typeof adminCommand>;

export const intakeCommand = z.discriminatedUnion("command", [
  adminCommand,
  recipesCommand,
  decidedPostsCommand,
  channelsCommand,
]);
export type IntakeCommand = z.infer<typeof intakeCommand>;

/** Returns plain JSON. `intakeAddress` becomes part of enrolment links. */
export async function runCommand(
  store: Store,
  intakeAddress: string,
  input: Exclude<
    IntakeCommand,
    | RetentionCommand
    | BackupCommand
    | PersonalDataCommand
    | ImportCommand
    | z.infer<typeof healthCommand | typeof verifyCommand>
  >,
): Promise<object> {
  switch (input.command) {
    case "canaries":
      return { canaries: viewRecipeHealth(await readHealthCounts(store.db, new Date())) };
    case "timestamps":
      return listDays(store.db);
    case "hooks":
      refuseUncalled(input, intakeAddress);
      return runHooksCommand(store.db, input);
    case "on-call":
      return runOnCallCommand(store.db, input);
    case "alerts":
      return runAlertsCommand(store.db);
    case "decided-posts":
      return runDecidedPosts(store.db, input);
    case "load-channels":
    case "save-channels":
    case "remove-channel":
    case "list-channels":
    case "note-mail":
      return runChannelsCommand(store.db, input);
    case "list-recipes":
    case "read-recipes":
    case "pin-recipes-key":
    case "add-recipes":
    case "read-proposal":
    case "count-lapsing":
      return runRecipesCommand(store.db, input);
    default:
      return runTrustCommand(store, intakeAddress, input);
  }
}
