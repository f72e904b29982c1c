/** Webhooks at the command line: subscriptions of other systems to events. */

import { z } from "zod";
import { address, id } from "../../utils/shared/contract/ids.ts";
import { webhookEvent } from "../../utils/shared/contract/webhook.ts";
import { hasPrivateHost } from "../core/private-address.ts";
import type { Db } from "../db/store.ts";
import { findWrongAddress } from "../webhooks/signed-request.ts";
import { addHook, endHook, type Hook, listHooks } from "../webhooks/store/hooks.ts";
import { listOf } from "./terminal-output.ts";

const command = z.literal("hooks");
const events = z
  .string()
  .transform((list) => list.split(",").map((event) => event.trim()))
  .pipe(z.array(webhookEvent, `are some of ${webhookEvent.options.join(",")}`).min(1));

export const hooksCommand = z.discriminatedUnion("act", [
  z.strictObject({ command, act: z.literal("add"), address, events }),
  z.strictObject({ command, act: z.literal("list") }),
  z.strictObject({ command, act: z.literal("end"), hook: id }),
]);
export type HooksCommand = z.infer<typeof hooksCommand>;

/** Adding returns `{ id, address, events, secret }`; the secret cannot be read again. */
export async function runHooksCommand(db: Db, input: HooksCommand): Promise<object> {
  const at = new Date();
  if (input.act === "list") return { hooks: await listHooks(db) };
  if (input.act === "add") {
    const { id: hook, address: to, events: told, secret } = await addHook(db, input, at);
    return { id: hook, address: to, events: told, secret };
  }
  const hook = input.hook.toLowerCase();
  if (!(await endHook(db, hook, at))) throw new Error(`There is no active webhook ${hook}.`);
  return { id: hook, ended: true };
}

/** Throws if an intake with this address would never call the webhook. */
export function refuseUncalled(input: HooksCommand, intakeAddress: string): void {
  if (input.act !== "add" || hasPrivateHost(intakeAddress)) return;
  const wrong = findWrongAddress(new URL(input.address));
  if (wrong !== undefined) throw new Error(`${input.address} would never be called: ${wrong}.`);
}

export function printHooks(answer: object): string {
  if ("hooks" in answer) {
    const columns = {
      WEBHOOK: "id",
      ADDRESS: "address",
      EVENTS: "events",
      WAITING: "waiting",
      "GIVEN UP": "givenUp",
    };
    return listOf(answer.hooks, columns, "No webhooks.");
  }
  const { id: hook, address: to, events: told, secret } = answer as Partial<Hook>;
  if (secret === undefined) return `Webhook ${hook} ended.`;
  return `Webhook ${hook}: ${told?.join(", ")} to ${to}\nSecret, shown only once: ${secret}`;
}
