/** Writes a letter of a referral: as a document, and ready for delivery. */

import type { ReferralLetter } from "../../utils/shared/contract/referral.ts";
import type { ReferralLetterKind } from "../../utils/shared/contract/referral-state.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import {
  type ReferralContent,
  referralBlocks,
  referralPageWords,
  referralSubject,
  referralTitle,
} from "../../utils/shared/i18n/referral-letter.ts";
import type { ReferralRecord } from "../db/rows.ts";
import type { Attachment, OutgoingMessage } from "../delivery/send-message.ts";
import type { Documents } from "../documents/documents.ts";
import type { Dossier } from "../documents/dossier-blocks.ts";
import { toPlainText } from "../documents/plain-text.ts";
import type { WriteReferral } from "./store/deliver-referrals.ts";

/** ASCII without slashes. */
export function referralFileName({ number }: ReferralLetter, kind: ReferralLetterKind): string {
  const name = number.replaceAll("/", "-");
  return kind === "referral" ? name : `${name}-${kind}`;
}

export function referralDossier(content: ReferralContent): Dossier {
  const { letter, language } = content;
  const title = referralTitle(content);
  return {
    language,
    title,
    organisation: letter.organisation,
    caseNumber: letter.number,
    blocks: [{ kind: "title", text: title, over: letter.organisation }, ...referralBlocks(content)],
    madeAt: new Date(content.at),
    pageWords: referralPageWords(language),
  };
}

/** The returned function throws if the PDF cannot be written now; the letter goes with a later attempt. */
export function createReferralWriter(documents: Documents): WriteReferral {
  return async (referral, { letter: kind, round, at }, language): Promise<OutgoingMessage> => {
    const { letter } = referral;
    const languages: Language[] = language === "both" ? ["id", "en"] : [language];
    const written = languages.map((code) => ({
      letter,
      kind,
      round,
      at: at.toISOString(),
      language: code,
    }));
    const dossiers = written.map(referralDossier);
    return {
      number: letter.number,
      subject: `[${letter.number}] ${written[0] ? referralSubject(written[0]) : ""}`,
      text: dossiers.map(({ blocks }) => toPlainText(blocks)).join(`\n${"-".repeat(72)}\n\n`),
      readAttachments: () => writeAttachments(documents, referral, dossiers, kind),
      json: { letter: kind, round, number: letter.number, jws: referral.jws, referral: letter },
    };
  };
}

async function writeAttachments(
  documents: Documents,
  referral: ReferralRecord,
  dossiers: readonly Dossier[],
  kind: ReferralLetterKind,
): Promise<Attachment[]> {
  const { letter } = referral;
  const attachments: Attachment[] = [];
  for (const dossier of dossiers) {
    const pdf = await documents.writePdf(dossier, async () => undefined);
    if (!pdf.ok) throw new Error(`could not write the letter as PDF: ${pdf.problem.detail}`);
    const name = `${referralFileName(letter, kind)}-${dossier.language}.pdf`;
    attachments.push({ name, type: "application/pdf", bytes: pdf.value });
  }
  const original = { type: "application/jose", bytes: new TextEncoder().encode(referral.jws) };
  return [...attachments, { name: `${referralFileName(letter, "referral")}.jws`, ...original }];
}
