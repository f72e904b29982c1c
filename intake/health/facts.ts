/** What there is to know about how an intake fares: numbers and times, no opinion. */

export interface Facts {
  at: Date;
  database: boolean;
  /** Whether a file can be written. */
  evidence: boolean;
  /** Absent while the database is away. */
  kept?: KeptFacts;
  /** Room on the disks of this machine that the intake writes to; empty where everything lies elsewhere. */
  disks: DiskFacts[];
}

export interface KeptFacts {
  /** Migrations of the database that this version does not know, and of this version that the database has not had. */
  unknownMigrations: number;
  missingMigrations: number;
  reports: number;
  /** Log entries without a batch, and when the oldest was written. */
  unsealed: Waiting;
  /** Files that recent reports list and nobody has sent, and when the oldest of those reports came. */
  filesWanted: Waiting;
  /** Finished days with batches that are not closed. */
  unclosedDays: number;
  /** Closed days without a timestamp; absent where no authority is asked. */
  unstampedDays: number | undefined;
  /** Open cases whose time limit has passed, of the urgent lane and of the rest. */
  lateUrgent: number;
  late: number;
  /** Letters that the intake is to send and has not sent, and since when the oldest waits. */
  lettersWaiting: Waiting;
  /** Channels by e-mail that are in use though no server for mail is set. */
  mailless: number;
  /** Proofs that are remembered, and those that could be forgotten. */
  proofs: number;
  expiredProofs: number;
  /** Reports whose evidence should have been deleted by now; absent where it was not counted. */
  overdue: number | undefined;
  jobs: {
    name: string;
    succeededAt?: Date | undefined;
    failedAt?: Date | undefined;
    failure?: string | undefined;
  }[];
  lastBackupAt: Date | undefined;
}

export interface Waiting {
  count: number;
  oldest: Date | null;
}

export interface DiskFacts {
  path: string;
  freeBytes: number;
  totalBytes: number;
}
