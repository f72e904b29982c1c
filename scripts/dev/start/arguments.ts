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

export interface StartArguments {
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
    },
  });
  const person = people[values.as];
  if (!person) throw new Error(`--as must be one of ${Object.keys(people).join(", ")}, not ${values.as}`);
  return { as: values.as, person, practice: values.practice, tour: values.tour };
}

/** Whether a window can be shown here. */
export function hasDisplay(): boolean {
  return process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
