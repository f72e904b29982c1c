/** What is still to be sent, told outside of the popup: on the icon, and to whoever removes the extension too early. */

import { setBadge } from "../core/browser.ts";
import { setUninstallAddress } from "../core/browser-life.ts";
import { connection } from "../core/storage.ts";
import { countStateless, listIn } from "./store.ts";

export async function tellUnsent(): Promise<void> {
  // Saved here and not yet whole at the intake; of what is damaged, all that may be.
  const { rows, damaged } = await listIn(["held", "waiting", "sending", "failed"]);
  const unreadable = damaged.length + (await countStateless());
  const failed = rows.filter(({ state }) => state === "failed").length + unreadable;
  const count = rows.length + unreadable;
  const intake = (await connection.getValue())?.intake;
  await setBadge(failed > 0 ? String(failed) : "");
  // The address that opens after removal holds the number and nothing else: it is all that is left to say.
  await setUninstallAddress(count > 0 && intake ? `${intake}/uninstalled?n=${count}` : "");
}
