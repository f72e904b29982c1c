/** What is still to be sent, told outside of the popup: on the icon, and to whoever removes the extension too early. */

import { setBadge } from "../core/browser.ts";
import { setUninstallAddress } from "../core/browser-life.ts";
import { connection } from "../core/storage.ts";
import type { MachineRow } from "./machine.ts";
import { listAll } from "./store.ts";

/** Saved here and not yet whole at the intake. */
const unsent: readonly MachineRow["state"][] = ["held", "waiting", "sending", "failed"];

export async function tellUnsent(): Promise<void> {
  const { rows, damaged } = await listAll();
  const failed = rows.filter(({ state }) => state === "failed").length + damaged.length;
  const count = rows.filter(({ state }) => unsent.includes(state)).length + damaged.length;
  const intake = (await connection.getValue())?.intake;
  await setBadge(failed > 0 ? String(failed) : "");
  // The address that opens after removal holds the number and nothing else: it is all that is left to say.
  await setUninstallAddress(count > 0 && intake ? `${intake}/uninstalled?n=${count}` : "");
}
