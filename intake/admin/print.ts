import type { CanaryView } from "../../utils/shared/contract/canary.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { type BackupAnswer, printBackup } from "./backup.ts";
import type { LineCommand } from "./commands.ts";
import { healthAnswer, printHealth } from "./health.ts";
import { printHooks } from "./hooks.ts";
import { printAbout, printTaken } from "./personal-data.ts";
import { printCanaries } from "./print-canaries.ts";
import { printHold, printRetention } from "./print-keeping.ts";
import { printTrust } from "./print-trust.ts";
import { dayList, printDays } from "./timestamps.ts";
import { printVerified, type VerifiedAll } from "./verify.ts";

export function printAnswer({ command }: LineCommand, answer: object, language: Language = "en"): string {
  switch (command) {
    case "verify":
      return printVerified(answer as VerifiedAll);
    case "hold":
    case "release":
      return printHold(command, answer);
    case "retention":
      return printRetention(answer);
    case "about":
      return printAbout(answer);
    case "taken":
      return printTaken(answer);
    case "backup":
      return printBackup(answer as BackupAnswer);
    case "health":
      return printHealth(healthAnswer.parse(answer), language);
    case "canaries":
      return printCanaries((answer as { canaries: CanaryView[] }).canaries);
    case "hooks":
      return printHooks(answer);
    case "timestamps":
      return printDays(dayList.parse(answer));
    default:
      return printTrust(command, answer as Record<string, unknown>);
  }
}
