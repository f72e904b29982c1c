/** Facts about an intake's state: numbers and times, without judgement. */

import type { PanelGap } from "../../utils/shared/contract/decision.ts";
import type { SiteId } from "../../utils/shared/contract/site.ts";

export interface HealthFacts {
  at: Date;
  database: boolean;
  /** Why a reachable database is not used. */
  otherVersion?: OtherVersion | undefined;
  /** True if a file can be written. */
  evidence: boolean;
  /** Undefined while the database is unavailable. */
  store?: StoreFacts;
  /** Free space on local disks that the intake writes to; empty if everything is stored elsewhere. */
  disks: DiskFacts[];
}

/** Migrations of the database unknown to this version, and of this version missing in the database. */
export interface OtherVersion {
  unknownMigrations: number;
  missingMigrations: number;
}

export interface StoreFacts extends OtherVersion {
  hasReports: boolean;
  /** Log entries without a batch, and the time of the oldest. */
  unsealed: WaitingCount;
  /** Files listed in recent reports but not received, and the time of the oldest such report. */
  filesWanted: WaitingCount;
  /** Reports that could not be described, and the time of the oldest. */
  undescribed: WaitingCount;
  /** Finished days with batches that are not closed. */
  unclosedDays: number;
  /** Days after today with batches, and true if the newest batch is among them. */
  daysAhead: { count: number; isNewest: boolean };
  /** Number of a batch that the evidence store keeps and the database does not have; `damaged` if its file is. */
  lostBatch?: number | "damaged" | undefined;
  /** Closed days without a timestamp; undefined without an authority. */
  unstampedDays: number | undefined;
  /** Days closed for more than a day that no calendar has anchored in Bitcoin; undefined without a calendar. */
  unanchoredDays: number | undefined;
  /** Active webhooks that gave a message up since their last success, or have one that waits for over a day. */
  hooksFailing: number;
  /** API keys that end within 30 days, or ended in the last 30, without a replacement. Earliest first. */
  keysEnding: { name: string; at: Date }[];
  /** Open cases past their time limit, in the urgent lane and in the rest. */
  lateUrgent: number;
  late: number;
  /** Letters to platforms and partners that the intake has yet to send, and the time of the oldest. */
  lettersWaiting: WaitingCount;
  /** Active e-mail channels to platforms and partners although no mail server is set. */
  mailless: number;
  /** Sites without an active channel, whether that is all of them, and the decisions that wait for a letter there. */
  channelless: { sites: SiteId[]; isAll: boolean; waiting: number };
  /** Stored proofs, and the expired ones among them. */
  proofs: number;
  expiredProofs: number;
  /** Reports whose evidence is overdue for deletion; undefined if not counted. */
  overdue: number | undefined;
  /** Reports whose evidence was deleted more than a day ago, although bytes are left. */
  filesLeft: number;
  /** Why no panel can be formed; undefined if it can. */
  panelGap: PanelGap | undefined;
  /** Sites and categories without enough supervisors to answer an objection; undefined if there are none. */
  hearerGap: HearerGap | undefined;
  /** Number of supervisors if no two of them are independent, and otherwise 0. */
  tiedSupervisors: number;
  /** Names of people who use a device from before they became supervisor or administrator. */
  promotedEarlier: string[];
  /** Objections by address within their time limit. */
  objectionsByAddress: number;
  /** Disputes and drawn approvals that wait for the panel. */
  panelWaiting: number;
  jobs: {
    name: string;
    succeededAt?: Date | undefined;
    failedAt?: Date | undefined;
    failure?: string | undefined;
  }[];
  /** Settings whose key file is missing or is not the one that devices have pinned. */
  keysLost: string[];
  lastBackupAt: Date | undefined;
  /** Evidence files that it lacks. */
  lastBackupMissing: number;
  /** The newest restore in the trust log, and when its backup was made. */
  restored?: { at: Date; backedUpAt: string } | undefined;
}

export interface HearerGap {
  /** Supervisors in the place that has the fewest. */
  members: number;
  /** Each with its site, and with categories if it is not all of them. */
  places: string[];
  /** Open objections there. */
  waiting: number;
}

export interface WaitingCount {
  count: number;
  oldest: Date | null;
}

export interface DiskFacts {
  path: string;
  freeBytes: number;
  totalBytes: number;
}
