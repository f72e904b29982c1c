import type { Acts, Client } from "../../../utils/extension/desk/client.ts";

export type VloggerCalls = Pick<
  Client,
  "getVlogger" | "saveVlogger" | "recordConflict" | "undeclareFor" | "pauseVlogger"
>;

export type InviteCalls = Pick<Client, "inviteVlogger" | "listInvitations"> & Acts<"revokeInvitation">;

export type CertificateCalls = Pick<Client, "checkCertificate">;

export type CohortCalls = VloggerCalls &
  InviteCalls &
  CertificateCalls &
  Pick<Client, "listCohort" | "makeCohortFile">;
