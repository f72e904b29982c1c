/** Arguments of `npm start`, and whether a window can be opened. */

import { parseArgs } from "node:util";
import type { Role } from "../../../utils/shared/contract/site.ts";

export interface Person {
  role: Role;
  name: string;
}

/** Values of `--as`. */
export const people: Readonly<Record<string, Person>> = {
  officer: { role: "officer", name: "Petugas Contoh" },
  vlogger: { role: "vlogger", name: "Vlogger Contoh" },
  supervisor: { role: "supervisor", name: "Penyelia Contoh" },
  supervisor2: { role: "supervisor", name: "Penyelia Kedua" },
  panelist: { role: "panelist", name: "Panelis Contoh" },
  admin: { role: "admin", name: "Pengelola Contoh" },
};

export const startUsage = `Usage: npm start [-- OPTIONS]
Starts an intake and opens an enrolled browser of your own at the real sites.
  --as PERSON   ${Object.keys(people).join(", ")}; officer if left out
  --practice    opens made-up pages instead of the real sites
  --tour        runs the whole job in a headless browser; pictures in .output/tour
  --help        prints this
PORT and DATA_DIR move the intake; without a display the tour runs.`;

export interface StartArguments {
  help: boolean;
  as: string;
  person: Person;
  practice: boolean;
  tour: boolean;
}

/** Throws an error with one sentence if an argument is unknown. */
export function readArguments(argv: readonly string[]): StartArguments {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      as: { type: "string", default: "officer" },
      practice: { type: "boolean", default: false },
      tour: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const person = people[values.as];
  if (!person) throw new Error(`--as must be one of ${Object.keys(people).join(", ")}, not ${values.as}`);
  const { as, practice, tour, help } = values;
  return { help, as, person, practice, tour };
}

/** Whether a window can be shown here. */
export function hasDisplay(): boolean {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
