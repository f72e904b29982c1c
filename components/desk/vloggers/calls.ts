import type { CheckedCertificate } from "../../../utils/shared/contract/certificate.ts";
import type {
  Cohort,
  CohortRow,
  ConflictInput,
  Invitation,
  InvitationInput,
  InvitationView,
  PauseInput,
  UndeclareInput,
  VloggerInput,
  VloggerView,
} from "../../../utils/shared/contract/cohort.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import type { SavedFile } from "../../ui/save-file.ts";

export interface VloggerCalls {
  getVlogger(id: string): Promise<Result<VloggerView>>;
  saveVlogger(id: string, input: VloggerInput): Promise<Result<VloggerView>>;
  recordConflict(id: string, input: ConflictInput): Promise<Result<VloggerView>>;
  undeclareFor(id: string, input: UndeclareInput): Promise<Result<VloggerView>>;
  pauseVlogger(id: string, input: PauseInput): Promise<Result<VloggerView>>;
}

export interface InviteCalls {
  inviteVlogger(input: InvitationInput): Promise<Result<Invitation>>;
  listInvitations(): Promise<Result<{ invitations: InvitationView[] }>>;
  revokeInvitation(id: string): Promise<Result<unknown>>;
}

export interface CertificateCalls {
  checkCertificate(certificate: string): Promise<Result<CheckedCertificate>>;
}

export interface CohortCalls extends VloggerCalls, InviteCalls, CertificateCalls {
  listCohort(): Promise<Result<Cohort>>;
  makeCohortFile(rows: readonly CohortRow[], language: Language): SavedFile;
}
