/** Addresses of the guides that the intake serves. */

import type { Role } from "./site.ts";

export const guideNames = [
  ...["petugas", "penyelia", "panelis", "kreator", "koordinator", "administrator"],
] as const;

const guides: Record<Role, string> = {
  officer: "petugas",
  supervisor: "penyelia",
  panelist: "panelis",
  vlogger: "kreator",
  admin: "administrator",
};

/** `intake` is an origin. Without a role: the list of all guides. */
export function guideAddress(intake: string, role?: Role): string {
  return `${intake}/panduan${role ? `/${guides[role]}` : ""}`;
}
