/** Shows unsent reports outside the popup: on the icon, and to a person who removes the extension too early. */

import type { StoredRow } from "../../shared/contract/outbox.ts";
import { readOthersDevices } from "../api/enrolment.ts";
import { setBadgePart } from "../browser/badge.ts";
import { setUninstallAddress } from "../browser/browser.ts";
import { connection } from "../browser/storage.ts";
import { countStateless, listIn } from "./store.ts";

export async function warnUnsent(): Promise<void> {
  // Stored here and not yet complete at the intake. All damaged entries are counted, because they may be
  // unsent.
  const { rows, damaged } = await listIn(["held", "waiting", "sending", "failed"]);
  const unreadable = damaged.length + (await countStateless());
  const others = await readOthersDevices();
  // The icon asks this person to act, who cannot act on another one's report.
  const isTheirs = ({ state, deviceId }: StoredRow) => state === "failed" && !others.has(deviceId);
  const failed = rows.filter(isTheirs).length + unreadable;
  const count = rows.length + unreadable;
  const intake = (await connection.getValue())?.intake;
  await setBadgePart("unsent", failed);
  // The address opened after removal contains only the number of unsent reports.
  await setUninstallAddress(count > 0 && intake ? `${intake}/uninstalled?n=${count}` : "");
}
