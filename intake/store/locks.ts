/** Numbers of the advisory locks that replicas share. */

export const locks = {
  migration: 7_203_001,
  /** Held while reports become part of cases: whoever holds it alone makes and merges cases. */
  ingest: 7_203_002,
  /** Held, for a moment, while a batch of the log or a day of batches is written. */
  custody: 7_203_003,
  /** Held while a picture looks for those like it. */
  pictures: 7_203_005,
  /** Held while cases are given to reviewers. */
  tasks: 7_203_006,
  /** Held while a letter to a platform gets its number. */
  requests: 7_203_007,
  /** Held from an act on people, devices, keys or channels to its end. */
  trust: 7_203_017,
  /** Held while a month is counted. */
  figures: 7_203_016,
  /** First of two numbers, the second is a file's: held while its bytes are noted or removed. */
  file: 7_203_004,
} as const;
