/**
 * A letter ready for delivery: text in the channel's languages, with the PDF document and the signed
 * original.
 */

import { eq } from "drizzle-orm";
import type { Letter } from "../../../utils/shared/contract/letter.ts";
import type { Channel } from "../../../utils/shared/contract/platform-channel.ts";
import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import { letterTexts, sayIn } from "../../../utils/shared/i18n/letter.ts";
import { type LetterContent, letterBlocks, titleOf } from "../../../utils/shared/i18n/letter-blocks.ts";
import { actions } from "../../../utils/shared/policy/action-labels.ts";
import { categories } from "../../../utils/shared/policy/categories.ts";
import type { SealingKey } from "../../../utils/shared/seal/seal.ts";
import type { RequestRecord } from "../../db/rows.ts";
import { requests } from "../../db/schema/index.ts";
import type { Db } from "../../db/store.ts";
import type { Attachment, OutgoingMessage } from "../../delivery/send-message.ts";
import type { Documents } from "../../documents/documents.ts";
import type { Block, Dossier } from "../../documents/dossier-blocks.ts";
import { toPlainText } from "../../documents/plain-text.ts";
import { evidenceLinks } from "./evidence-link.ts";

interface MessageRef {
  requestId: string;
  letter: LetterKind;
  language: Channel["language"];
}

export type ReadMessage = (db: Db, wanted: MessageRef) => Promise<OutgoingMessage>;

/** The returned function throws if there is no such request, which is a bug. */
export function createMessageReader(key: SealingKey, documents: Documents): ReadMessage {
  return async (db, { requestId, letter: kind, language }): Promise<OutgoingMessage> => {
    const [request] = await db.select().from(requests).where(eq(requests.id, requestId));
    if (!request) throw new Error(`request ${requestId} is missing`);
    const languages: Language[] = language === "both" ? ["id", "en"] : [language];
    const writings = await Promise.all(
      languages.map((code) => letterWriting(request, { kind, language: code, key })),
    );
    const written = writings.map(writeLetter);
    const { number } = request.letter;
    return {
      number,
      subject: written[0]?.subject ?? number,
      text: written.map(({ blocks }) => toPlainText(blocks)).join(`\n${"-".repeat(72)}\n\n`),
      readAttachments: () => writeAttachments(documents, request, writings, kind),
      json: { letter: kind, number, jws: request.jws, request: request.letter },
    };
  };
}

/** Input for writing a letter of the request in one language. */
export async function letterWriting(
  request: RequestRecord,
  { kind, language, key }: { kind: LetterKind; language: Language; key: SealingKey },
): Promise<LetterContent> {
  const { letter } = request;
  const { sentAt, dueAt, hours } = request;
  const missed =
    sentAt && dueAt && hours !== null
      ? { missed: { sentAt: sentAt.toISOString(), dueAt: dueAt.toISOString(), hours } }
      : {};
  return { letter, kind, language, evidence: await evidenceLinks(letter, key), ...missed };
}

async function writeAttachments(
  documents: Documents,
  { jws }: RequestRecord,
  writings: readonly LetterContent[],
  kind: LetterKind,
): Promise<Attachment[]> {
  const attachments: Attachment[] = [];
  for (const writing of writings) {
    const name = `${letterFileName(writing.letter, kind)}-${writing.language}.pdf`;
    attachments.push({ name, type: "application/pdf", bytes: await writePdfBytes(documents, writing) });
  }
  const original = { type: "application/jose", bytes: new TextEncoder().encode(jws) };
  return [...attachments, { name: `${letterFileName(writings[0]?.letter, "request")}.jws`, ...original }];
}

/** ASCII without slashes. */
export function letterFileName(letter: Letter | undefined, kind: LetterKind): string {
  const number = (letter?.number ?? "").replaceAll("/", "-");
  return kind === "request" ? number : `${number}-${kind}`;
}

/** Throws if the PDF cannot be written now; the letter goes with a later attempt. */
async function writePdfBytes(documents: Documents, writing: LetterContent): Promise<Uint8Array> {
  const pdf = await documents.writePdf(letterDossier(writing), async () => undefined);
  if (!pdf.ok) throw new Error(`could not write the letter as PDF: ${pdf.problem.detail}`);
  return pdf.value;
}

export interface WrittenLetter {
  title: string;
  subject: string;
  blocks: Block[];
}

export function writeLetter(writing: LetterContent): WrittenLetter {
  const { letter } = writing;
  const title = titleOf(writing);
  const { head, items, foot } = letterBlocks(writing);
  const written = items.flatMap(({ title, blocks }): Block[] => [{ kind: "text", text: title }, ...blocks]);
  return {
    title,
    subject: `[${letter.number}] ${subjectOf(writing, title)}`,
    blocks: [{ kind: "title", text: title, over: letter.organisation }, ...head, ...written, ...foot],
  };
}

function subjectOf({ letter, kind, language }: LetterContent, title: string): string {
  const say = sayIn(language);
  if (kind !== "request") return say("subjectReprimand", { title, number: letter.number });
  const category = categories[letter.category].label[language];
  const count = letter.items.length;
  return letter.kind === "restore"
    ? say("subjectRestore", { count, category })
    : say("subjectOrder", { action: actions[letter.action].label[language], count, category });
}

export function letterDossier(writing: LetterContent): Dossier {
  const { letter, language } = writing;
  const { title, blocks } = writeLetter(writing);
  return {
    language,
    title,
    organisation: letter.organisation,
    caseNumber: letter.number,
    blocks,
    madeAt: new Date(letter.madeAt),
    pageWords: letterTexts[language].page,
  };
}
