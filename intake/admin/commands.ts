/** What an administrator can have done, whoever holds the database at the moment. */

import { z } from "zod";
import { id } from "../../utils/contract/ids.ts";
import { limits } from "../../utils/contract/limits.ts";
import { role } from "../../utils/contract/site.ts";
import { viewCanaries } from "../rules/canary.ts";
import { readCanaries } from "../store/canaries.ts";
import { createApiKey, createEnrolment, listDevices, revokeDevice } from "../store/enrolment.ts";
import type { Store } from "../store/store.ts";
import { verifyStore } from "../store/verify.ts";
import { type BackupCommand, backupCommand } from "./backup.ts";
import { healthCommand } from "./health.ts";
import { holdCommand, type KeepingCommand, releaseCommand, retentionCommand } from "./keeping.ts";
import { recipesCommand, runRecipesCommand } from "./recipes.ts";
import { listDays } from "./timestamps.ts";

/** Those that are typed as they are. */
export const lineCommand = z.discriminatedUnion("command", [
  z.strictObject({ command: z.literal("enrol"), role, name: z.string().trim().min(1).max(limits.nameChars) }),
  z.strictObject({ command: z.literal("apikey"), scope: z.literal("read") }),
  z.strictObject({ command: z.literal("devices") }),
  z.strictObject({ command: z.literal("revoke"), device: id }),
  z.strictObject({ command: z.literal("verify") }),
  z.strictObject({ command: z.literal("canaries") }),
  z.strictObject({ command: z.literal("timestamps") }),
  holdCommand,
  releaseCommand,
  retentionCommand,
  backupCommand,
  healthCommand,
]);
export type LineCommand = z.infer<typeof lineCommand>;

export const command = z.discriminatedUnion("command", [lineCommand, recipesCommand]);
export type Command = z.infer<typeof command>;

/** Answers plain JSON. `intakeAddress`: what an enrolment link names. */
export async function runCommand(
  store: Store,
  intakeAddress: string,
  input: Exclude<Command, KeepingCommand | BackupCommand | z.infer<typeof healthCommand>>,
): Promise<object> {
  switch (input.command) {
    case "enrol": {
      const { code, personId, expiresAt } = await createEnrolment(store, input);
      return {
        code,
        link: enrolmentLink(intakeAddress, code),
        role: input.role,
        name: input.name,
        personId,
        expiresAt,
      };
    }
    case "apikey":
      return createApiKey(store, input.scope);
    case "devices":
      return { devices: await listDevices(store) };
    case "revoke":
      return { device: input.device, revoked: await revokeDevice(store, input.device) };
    case "verify":
      return verifyStore(store);
    case "canaries":
      return { canaries: viewCanaries(await readCanaries(store.db, new Date())) };
    case "timestamps":
      return listDays(store.db);
    default:
      return runRecipesCommand(store.db, input);
  }
}

/** Opened inside the extension, whose own address differs from browser to browser. */
export function enrolmentLink(intakeAddress: string, code: string): string {
  return `options.html?${new URLSearchParams({ intake: intakeAddress, code })}`;
}
