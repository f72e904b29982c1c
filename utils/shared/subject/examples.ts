/** The shape of a grammar's examples: per form, addresses and the subject each names. Tests only. */

export type Examples = Readonly<Record<string, readonly (readonly [address: string, subject: string])[]>>;
