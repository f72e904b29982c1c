/** Answers to commands, for a person at a terminal. */

import type { CanaryView } from "../../utils/contract/canary.ts";
import type { Language } from "../../utils/contract/site.ts";
import { type BackupAnswer, printBackup } from "./backup.ts";
import type { LineCommand } from "./commands.ts";
import { healthAnswer, printHealth } from "./health.ts";
import { printHooks } from "./hooks.ts";
import { printAbout, printTaken } from "./personal-data.ts";
import { printCanaries } from "./print-canaries.ts";
import { printHold, printRetention } from "./print-keeping.ts";
import { printTrust } from "./print-trust.ts";
import { dayList, printDays } from "./timestamps.ts";

export function printAnswer({ command }: LineCommand, answer: object, language: Language = "en"): string {
  const value = (name: string) => String((answer as Record<string, unknown>)[name]);
  const list = (name: string) => (answer as Record<string, unknown[]>)[name] ?? [];
  switch (command) {
    case "verify": {
      const summary = `${value("cases")} cases, ${value("reports")} reports, ${value("batches")} batches checked`;
      const broken = list("broken");
      return broken.length === 0 ? `${summary}: all hold.` : [`${summary}:`, ...broken].join("\n");
    }
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
