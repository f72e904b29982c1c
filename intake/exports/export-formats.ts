import type { ExportFormat } from "../../utils/shared/contract/export.ts";
import { done, type Result } from "../../utils/shared/contract/result.ts";
import type { Language } from "../../utils/shared/contract/site.ts";
import { canonicalJson } from "../../utils/shared/seal/digest.ts";
import type { Documents } from "../documents/documents.ts";
import { type ExportSource, listedFiles } from "../documents/export-source.ts";
import { writeHtml } from "../documents/html.ts";
import { shortenForPdf } from "../documents/shorten-quotes.ts";
import type { TempFile } from "../documents/temp-file.ts";
import { createTranslator } from "../documents/translator.ts";
import { composeDossier } from "./dossier/dossier.ts";
import { writeWacz } from "./wacz.ts";
import type { WaczKey } from "./wacz-key.ts";

export interface ExportTools {
  documents: Documents;
  waczKey: WaczKey;
  language: Language;
  /** The intake's public address, for the link to the verifier. */
  origin: string;
  /** For a platform: the address of its evidence page. */
  handedAt?: string | undefined;
}

interface Writer {
  type: string;
  write(contents: ExportSource, out: TempFile, tools: ExportTools): Promise<Result<Record<string, never>>>;
}

/** Writes a case with its files as one JSON file in canonical form (RFC 8785). */
export async function writeJson({ content, readFile }: ExportSource, out: TempFile): Promise<void> {
  const members = [...Object.keys(content), "files"].sort();
  let separator = "{";
  for (const name of members) {
    const value = content[name as keyof typeof content];
    if (name !== "files" && value === undefined) continue;
    await out.write(`${separator}${JSON.stringify(name)}:`);
    separator = ",";
    if (name === "files") await writeFiles({ content, readFile }, out);
    else await out.write(canonicalJson(value));
  }
  await out.write("}");
}

async function writeFiles({ content, readFile }: ExportSource, out: TempFile): Promise<void> {
  const files = listedFiles(content).sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1));
  let separator = "";
  await out.write("{");
  for (const { sha256, type } of files) {
    const bytes = await readFile(sha256);
    if (!bytes) continue;
    const base64 = Buffer.from(bytes).toString("base64");
    await out.write(`${separator}"${sha256}":${canonicalJson({ base64, type })}`);
    separator = ",";
  }
  await out.write("}");
}

export const writers: Record<ExportFormat, Writer> = {
  wacz: {
    type: "application/wacz",
    write: async (contents, out, { waczKey }) => {
      await writeWacz(contents, waczKey, out);
      return done;
    },
  },
  json: {
    type: "application/json",
    write: async (contents, out) => {
      await writeJson(contents, out);
      return done;
    },
  },
  html: {
    type: "text/html; charset=utf-8",
    write: async ({ content, readFile }, out, tools) => {
      await writeHtml(await compose(content, tools), readFile, out);
      return done;
    },
  },
  pdf: {
    type: "application/pdf",
    write: async ({ content, readFile }, out, tools) => {
      const translator = createTranslator(tools.language);
      const dossier = shortenForPdf(await compose(content, tools), translator, tools.handedAt);
      const pdf = await tools.documents.writePdf(dossier, readFile);
      if (!pdf.ok) return pdf;
      await out.write(pdf.value);
      return done;
    },
  },
};

function compose(content: ExportSource["content"], { language, origin, handedAt }: ExportTools) {
  return composeDossier(content, createTranslator(language), { origin, handedAt });
}
