/** An invented post for practice with the real form. Nothing is stored or sent. */

import type { Draft } from "../../utils/shared/contract/draft.ts";
import type { Evidence } from "../../utils/shared/contract/evidence.ts";
import { limits } from "../../utils/shared/contract/limits.ts";
import { fail, ok } from "../../utils/shared/contract/result.ts";
import type { FormCalls } from "./FormApp.tsx";

const field = <T>(value: T) => ({ value, source: "practice" });
const id = "00000000-0000-4000-8000-000000000000";

function practiceEvidence(at: string): Evidence {
  return {
    id,
    site: "x",
    kind: "post",
    subject: "x:post:1000000000000000000",
    aliases: [],
    page: { address: "https://x.com/latihan", title: "Latihan", language: "id" },
    fields: {
      permalink: field("https://x.com/latihan/status/1000000000000000000"),
      authorName: field("Akun Rekaan (latihan)"),
      authorHandle: field("@latihan"),
      text: field("LATIHAN. Bonus deposit 100% untuk anggota baru! Main slot sekarang di slot.example"),
      publishedAt: field(at),
      links: field([{ address: "https://slot.example/daftar", shown: "slot.example" }]),
    },
    missing: [],
    picture: { state: "none", reason: "out-of-view" },
    quality: [],
    redactions: [],
    salt: "0".repeat(32),
    capturedAt: at,
    recipeVersion: 1,
    extensionVersion: "0.0.0",
    browser: "latihan",
  };
}

interface PracticeHelp {
  close(): void;
  hideWords(
    post: { evidence: Evidence; files: object },
    words: readonly string[],
  ): Promise<{ evidence: Evidence }>;
}

export function practiceCalls({ close, hideWords }: PracticeHelp): FormCalls {
  const original = practiceEvidence(new Date().toISOString());
  let evidence = original;
  const read = () => ok({ state: "captured", id, evidence, files: {} } as const satisfies Draft);
  const undoUntil = () => new Date(Date.now() + limits.undoMs).toISOString();
  return {
    readDraft: async () => read(),
    stripDraft: async () => ok({}),
    redactDraft: async (_evidenceId, { words }) => {
      const hidden = await hideWords({ evidence, files: {} }, words);
      if (hidden.evidence === evidence) return fail("words-not-found");
      evidence = hidden.evidence;
      return read();
    },
    restoreDraft: async () => {
      evidence = original;
      return read();
    },
    keepWords: async () => ok({}),
    captureAgain: async () => ok({}),
    checkLink: async () => ok({}),
    checkReported: async () => ok({}),
    saveReport: async () => ok({ reportId: id, number: "LK-00000-00000", undoUntil: undoUntil() }),
    undoReport: async () => ok({}),
    saveSet: async () => ok({ setId: id, reports: [], undoUntil: undoUntil() }),
    undoSet: async () => ok({}),
    showToast: () => undefined,
    close,
  };
}
