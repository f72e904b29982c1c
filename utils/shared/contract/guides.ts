/** Addresses of pages that the intake serves for people: guides and enrolment. */

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

/** Page of the intake to which an enrolment address leads. */
export const enrolPath = "/daftar";
