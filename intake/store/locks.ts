/** Numbers of the advisory locks that replicas share. */

export const locks = {
  migration: 7_203_001,
  /** Held while reports become part of cases: whoever holds it alone makes and merges cases. */
  ingest: 7_203_002,
} as const;
