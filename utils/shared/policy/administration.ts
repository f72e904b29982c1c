/** Rules for acts of administrators: which need a reason, and which a second administrator. */

import type { AdminAct, AdminActKind } from "../contract/administration.ts";
import type { Role } from "../contract/site.ts";

/** People who decide, or who watch those who decide. An administrator decides nothing, but admits all others. */
const overseeing: ReadonlySet<Role> = new Set(["supervisor", "panelist", "admin"]);

export function isOverseeing(role: Role): boolean {
  return overseeing.has(role);
}

/**
 * Makes an enrolment code. People who are given an overseeing role enrol again, with a code of two parts: one administrator
 * or coordinator may have seen their whole code, and could act as them.
 */
export function makesCode(act: AdminAct): boolean {
  return (
    act.act === "invite" || act.act === "new-code" || (act.act === "change-role" && isOverseeing(act.role))
  );
}

/** Acts that take something away from a person or a system, keep data for longer, or gather it in a file. */
const withReason: ReadonlySet<AdminActKind> = new Set([
  "change-role",
  "assign-unit",
  "suspend",
  "revoke-device",
  "place-hold",
  "lift-hold",
  "revoke-key",
  "end-hook",
  "save-retention",
  "export-person",
  "export-breach",
]);

export interface ActFacts {
  /** Roles of the people whom the act concerns, before and after it. */
  roles: readonly Role[];
  /** The person keeps no other device that is in use, and is not the administrator. */
  takesLastDevice: boolean;
  /** The provider of single sign-on may give such a person, or a person of such a unit, another role at any time. */
  bySignOn?: boolean | undefined;
  /** Evidence would be deleted earlier than by the periods in force. */
  shortens?: boolean | undefined;
  /** Scope of the API key that is revoked. */
  scope?: "read" | "platform" | "partner" | undefined;
}

/**
 * A person alone could silence oversight by such an act, act under another name through a code or key made for it, or
 * gather evidence. `read` keys and webhooks serve auditors and monitoring, so ending them needs a second one as well.
 */
export function needsSecond({ act }: Pick<AdminAct, "act">, facts: ActFacts): boolean {
  switch (act) {
    case "new-code":
      // The code lets its holder report under the name of the person.
      return true;
    case "assign-unit":
    case "save-unit":
      return facts.bySignOn === true || facts.roles.some(isOverseeing);
    case "invite":
    case "change-role":
    case "suspend":
    case "resume":
      return facts.roles.some(isOverseeing);
    case "revoke-device":
      return facts.takesLastDevice && facts.roles.some(isOverseeing);
    case "revoke-key":
      return facts.scope === "read";
    case "lift-hold":
    case "end-hook":
    // A changed channel can send letters to a wrong address. A new one can take precedence over the others.
    case "save-channel":
    case "remove-channel":
    // Evidence of many cases in one file.
    case "export-person":
    // Its holder reads every unit's reports with names, or writes outcomes, also after the administrator has left.
    case "make-key":
    // Posts that no browser can read cannot be reported.
    case "switch-recipe":
    case "roll-back-recipes":
      return true;
    case "save-retention":
      return facts.shortens === true;
    case "test-channel":
    case "place-hold":
    case "add-hook":
    // Times and kinds of acts, which an administrator sees in each case. The law's period for the notice runs.
    case "export-breach":
      return false;
  }
}

export function needsReason({ act }: Pick<AdminAct, "act">, facts: ActFacts): boolean {
  return withReason.has(act) || needsSecond({ act }, facts);
}
