/** A letter as it travels, out of the request's row. */

import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Parcel, ReadParcel } from "../../channels/parcel.ts";
import { requests } from "../schema/index.ts";

const worded = z.object({ number: z.string(), subject: z.string(), text: z.string() }).partial();

/** Throws when there is no such request: a bug. */
export const readParcel: ReadParcel = async (db, { requestId, letter }): Promise<Parcel> => {
  const [request] = await db.select().from(requests).where(eq(requests.id, requestId));
  if (!request) throw new Error(`request ${requestId} is gone`);
  const {
    number = `${request.no}/${request.year}`,
    subject = number,
    text = "",
  } = worded.parse(request.letter);
  const json = { letter, number, jws: request.jws, request: request.letter };
  return { number, subject, text, attachments: [], json };
};
