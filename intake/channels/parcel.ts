/** What travels over a channel, however it travels, and what became of a try. */

import type { Channel } from "../../utils/contract/channel.ts";
import type { LetterKind } from "../../utils/contract/request-state.ts";
import type { Db } from "../store/store.ts";

export interface Attachment {
  name: string;
  /** Media type. */
  type: string;
  bytes: Uint8Array;
}

export interface Parcel {
  /** Of the request, such as `00012/LK-KOMINFO/XI/2026`. */
  number: string;
  /** One line. */
  subject: string;
  text: string;
  /** Written only for channels that carry them: a document costs a moment. */
  readAttachments(): Promise<readonly Attachment[]>;
  /** What a webhook gets. */
  json: object;
}

export interface Wanted {
  requestId: string;
  letter: LetterKind;
  language: Channel["language"];
}

export type ReadParcel = (db: Db, wanted: Wanted) => Promise<Parcel>;

/** By which the other side knows that what comes twice is one. */
export interface Mark {
  dispatchId: string;
  messageId: string;
  /** Named in receipts and bounces; a secret between us and the mail servers. */
  envelope: string;
}

/** `later`: it may have arrived or not, and is tried again; `refused`: never to be tried again. `answer`: the other side's words, or why. */
export interface Tried {
  became: "sent" | "later" | "refused";
  answer: string;
}

const answerChars = 500;

/** What the other side says is hostile until it is short and of one line. */
export function toAnswer(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, answerChars);
}
