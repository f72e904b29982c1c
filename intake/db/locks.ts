/** Numbers of the advisory locks that replicas share. */

export const locks = {
  migration: 7_203_001,
  /** Held while cases are created, merged or split. */
  ingest: 7_203_002,
  /** Short: held while a log batch or a day's batches are written. */
  auditLog: 7_203_003,
  /** Held while texts are compared and cases grouped by them. */
  texts: 7_203_019,
  /** Held while similar pictures are searched. */
  pictures: 7_203_005,
  /** Held while tasks are assigned to reviewers. */
  tasks: 7_203_006,
  /** Held while a letter gets its number. */
  requests: 7_203_007,
  /** Held while a referral gets its number. */
  referrals: 7_203_018,
  /** Held from a change to people, devices, keys or channels until it is logged. */
  trust: 7_203_017,
  /** Held while a month is counted. */
  figures: 7_203_016,
  /** First of two keys, the second is the file's hash; held while its bytes are added or removed. */
  file: 7_203_004,
} as const;
