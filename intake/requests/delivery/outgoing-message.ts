/** An outgoing letter, independent of its channel, and the result of an attempt. */

import type { Channel } from "../../../utils/shared/contract/channel.ts";
import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import type { Db } from "../../db/store.ts";

export interface Attachment {
  name: string;
  type: string;
  bytes: Uint8Array;
}

export interface OutgoingMessage {
  /** The request's number, for example `00012/LK-KOMINFO/XI/2026`. */
  number: string;
  /** A single line. */
  subject: string;
  text: string;
  /** Written on demand, because documents are slow and not every channel carries them. */
  readAttachments(): Promise<readonly Attachment[]>;
  /** Body for a webhook. */
  json: object;
}

export interface MessageRef {
  requestId: string;
  letter: LetterKind;
  language: Channel["language"];
}

export type ReadMessage = (db: Db, wanted: MessageRef) => Promise<OutgoingMessage>;

/** Ids by which the recipient recognises a duplicate. */
export interface MessageIds {
  dispatchId: string;
  messageId: string;
  /** Quoted in receipts and bounces; known only to this intake and mail servers. */
  envelope: string;
}

/**
 * `later`: may or may not have arrived, retried; `refused`: never retried. `answer`: the recipient's words,
 * or the reason.
 */
export interface DeliveryResult {
  outcome: "sent" | "later" | "refused";
  answer: string;
}

const answerChars = 500;

/** The recipient's words are untrusted: cut to one short line. */
export function cleanAnswer(text: string): string {
  return text
    .replaceAll(/\p{Cc}+/gu, " ")
    .trim()
    .slice(0, answerChars);
}
