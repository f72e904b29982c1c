/** Reads an invitation from the address of an intake page in the tab (`/daftar#CODE`). */

import { codeOrFirstPart } from "../../shared/contract/enrolment.ts";
import { enrolPath } from "../../shared/contract/guides.ts";
import { intakeOrigin } from "../../shared/contract/protected-address.ts";
import { activeSiteTab } from "../browser/browser.ts";

export interface Invitation {
  intake: string;
  /** Or its first part. */
  code: string;
}

/** Returns undefined for every other address. Sends no request, and does not enrol. */
export function parseInvitation(address: string): Invitation | undefined {
  const url = URL.parse(address);
  const intake = url?.pathname === enrolPath ? intakeOrigin(address) : undefined;
  const code = codeOrFirstPart.safeParse(url?.hash.slice(1).replaceAll("-", "").toUpperCase());
  return intake !== undefined && code.success ? { intake, code: code.data } : undefined;
}

/** A press on the toolbar icon shows the extension the address of that tab (`activeTab`). */
export async function readInvitation(): Promise<Invitation | undefined> {
  const tab = await activeSiteTab();
  return tab && parseInvitation(tab.address);
}
