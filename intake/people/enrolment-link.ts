/** The link that fills an extension's settings page for an enrolment, and the address that can be sent to a person. */

import { enrolPath } from "../../utils/shared/contract/guides.ts";

/** Relative, because it is opened inside the extension, whose address differs between browsers. */
export function enrolmentLink(intakeAddress: string, code: string): string {
  return `options.html?${new URLSearchParams({ intake: intakeAddress, code })}`;
}

/** The code is in the fragment, so that it reaches neither the intake's nor a proxy's log. */
export function enrolmentAddress(intakeAddress: string, code: string): string {
  return `${intakeAddress}${enrolPath}#${code}`;
}
