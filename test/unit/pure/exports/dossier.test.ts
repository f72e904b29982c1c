/** The dossier: what it shows of a case, what it never shows, and that hostile text stays text. */

import { parse, type DefaultTreeAdapterTypes as Tree } from "parse5";
import { describe, expect, test } from "vitest";
import { createDocuments } from "../../../../intake/documents/documents.ts";
import { openTempFile } from "../../../../intake/documents/temp-file.ts";
import { writers } from "../../../../intake/exports/export-formats.ts";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import type { CategoryCode } from "../../../../utils/shared/contract/category.ts";
import type { ReviewView, Verdict } from "../../../../utils/shared/contract/review.ts";
import type { Language } from "../../../../utils/shared/contract/site.ts";
import { dossierTexts } from "../../../../utils/shared/i18n/dossier.ts";
import { type SampleParts, sampleCase } from "../../../support/case-contents.ts";

const documents = createDocuments();

async function write(format: "html" | "pdf", parts: SampleParts = {}, language: Language = "id") {
  const { contents, waczKey, files } = await sampleCase(parts);
  const spool = await openTempFile();
  const tools = { documents, waczKey, language, origin: "https://lapor.example.go.id" };
  await writers[format].write(contents, spool, tools);
  const bytes = Buffer.from(await new Response(spool.finish().stream()).arrayBuffer());
  return { bytes, text: bytes.toString(format === "html" ? "utf8" : "latin1"), contents, files };
}

const html = async (parts?: SampleParts, language?: Language) => (await write("html", parts, language)).text;

function elementsOf(node: Tree.Node): Tree.Element[] {
  const children = "childNodes" in node ? node.childNodes : [];
  return [...("tagName" in node ? [node] : []), ...children.flatMap(elementsOf)];
}

const hostile = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  `"><svg/onload=alert(1)>`,
  "'-alert(1)-'",
  "</style><script>alert(1)</script>",
  '<!--<img src="--><img src=x onerror=alert(1)>',
  "&lt;script&gt;",
  "</main></body></html><iframe srcdoc='<script>alert(1)</script>'>",
];

describe("content of the dossier", () => {
  test("names the platform, the action, its own rule, and the law with its dates", async () => {
    const page = await html();
    for (const words of [
      ...["5f3c1f0a-4c1d-4e3a-9f43-5d2f6a1c0e33", "LK-TX5XN-1R3H2", "25 Nov 2026, 10.00 WIB oleh Budi"],
      ...["Batasi di Indonesia", "Illegal or certain regulated goods or services", "24 jam"],
      ...["UU ITE Ps 27(2) jo 45(3)", "sejak 2 Jan 2026", "Kiriman menawarkan pendaftaran"],
      ...["Diusulkan oleh Budi, 25 Nov 2026, 09.00 WIB.", "Disahkan oleh Wati, 25 Nov 2026, 09.10 WIB."],
      ...[
        "https://x.com/slot_ceria_99/status/1860000000000000001",
        "@slot_ceria_99",
        "25 Nov 2026, 08.02 WIB",
      ],
      ...["Daftar sekarang, bonus 100% 🎰", "https://lapor.example.go.id/verify#LK-TX5XN-1R3H2"],
      ...["Bahwa server platform mengirim isi ini."],
    ]) {
      expect(page, words).toContain(words);
    }
    expect(page).not.toContain("belum diverifikasi");
  });

  test("names a referral's recipient, and nothing that only concerns a platform", async () => {
    const [decision] = (await sampleCase()).contents.content.decisions;
    if (!decision) throw new Error("no decision");
    const row = (await sampleCase()).contents.content.case;
    const { action: _, ...rest } = decision;
    const passed = { ...rest, act: "escalate" as const, agency: "OJK" as const, basis: [] };
    const escalated = await html({ said: { decisions: [passed], case: { ...row, state: "escalated" } } });
    for (const words of ["Ditujukan kepada", "OJK", "menurut kewenangan lembaga itu", "meneruskan kasus"])
      expect(escalated).toContain(words);
    expect(escalated).toContain("Diusulkan oleh Budi");
    for (const words of ["Berkas ini belum final", "Aturan platform", "Batas waktu", "Batasi di Indonesia"])
      expect(escalated).not.toContain(words);
    const referred = await html({ said: { decisions: [{ ...decision, action: "TERUSKAN_APH" }] } });
    expect(referred).toContain("Polri");
    expect(referred).not.toContain("Aturan platform yang sesuai");
    expect(referred).toContain("UU ITE Ps 27(2) jo 45(3)");
    const watched = await html({ said: { decisions: [{ ...decision, action: "PANTAU" }] } });
    expect(watched).not.toContain("Ditujukan kepada");
  });

  test("lists the post's outbound links, media addresses and counts", async () => {
    const page = await html();
    for (const words of [
      ...[
        "https://t.co/contoh (tampil sebagai slot-ceria.example)",
        "https://pbs.twimg.com/media/contoh.jpg",
      ],
      ...["Tautan keluar", "Alamat media", "1.200 suka"],
    ])
      expect(page, words).toContain(words);
  });

  const note = {
    ...({ id: crypto.randomUUID(), page: "copied", advertisements: 12, covering: true } as const),
    ...{ note: "Isi disalin dari Kompas.", by: "Budi", at: "2026-11-25T02:30:00.000Z" },
    host: "slot-ceria.example",
  };

  test("includes link notes for gambling and low-quality links, for pages that the post links to", async () => {
    const linkNotes = [note, { ...note, host: "lain.example", note: "Laman kasus lain." }];
    const row = (await sampleCase()).contents.content.case;
    const pageFor = (category: CategoryCode) => html({ said: { linkNotes, case: { ...row, category } } });
    for (const category of ["JUDI", "TAUTAN_RENDAH"] as const) {
      const page = await pageFor(category);
      for (const words of ["Isi salinan dari laman lain", "12 iklan, ada yang menutupi isi", note.note])
        expect(page, words).toContain(words);
      expect(page).not.toContain("Laman kasus lain.");
    }
    expect(await pageFor("HOAKS")).not.toContain(note.note);
    const withheld = await html({ said: { linkNotes }, exported: { withheld: true } });
    expect(withheld).not.toContain(note.note);
  });

  const review = (verdict: Verdict, reason: string, by: string): ReviewView => ({
    ...{ id: crypto.randomUUID(), verdict, reason, by, at: "2026-11-25T01:30:00.000Z" },
    ...{ confidence: "high", timecodes: [{ seconds: 75, note: "Ajakan mendaftar" }] },
  });

  test("includes the reviewers' verdicts, counts and reasons for YouTube, without their names", async () => {
    const reviews = [
      review("violates", "Menawarkan slot.", "Rahmat Vlogger"),
      review("violates", "Ada tautan judi.", "Sinta Vlogger"),
      review("does-not", "Penilaian lama.", "Sinta Vlogger"),
    ];
    const said = { reviews, replacedReviews: [String(reviews[2]?.id)] };
    const video = { site: "youtube", kind: "video", subject: "youtube:video:dQw4w9WgXcQ" } as const;
    const page = await html({ evidence: video, said });
    for (const words of ["2 penilaian", "Menawarkan slot.", "Ada tautan judi.", "1:15 Ajakan mendaftar"])
      expect(page, words).toContain(words);
    for (const words of ["Penilaian lama.", "Rahmat", "Sinta"]) expect(page).not.toContain(words);
    expect(await html({ said })).not.toContain("Menawarkan slot.");
  });

  test("marks a basis without a verified source, and an unconfirmed rule of a platform", async () => {
    const page = await html({
      report: { category: "TERORISME" },
      evidence: { site: "facebook", kind: "post", subject: "facebook:post:1" },
      said: { decisions: [] },
    });
    expect(page).toContain("Dangerous Organizations and Individuals (nama aturan belum diverifikasi)");
    expect(await html({ report: { basis: ["uu-5-2018-13a"] }, said: { decisions: [] } })).toContain(
      "<td>belum diverifikasi</td>",
    );
    expect(await html({ report: { basis: [] }, said: { decisions: [] } })).toContain(dossierTexts.id.noBasis);
  });

  test("states first that it is not a request until a second supervisor confirms it", async () => {
    const { contents } = await sampleCase();
    for (const [state, words] of [
      ["open", dossierTexts.id.notFinal],
      ["proposed", dossierTexts.id.notFinal],
      ["rejected", dossierTexts.id.rejected],
    ] as const) {
      const page = await html({ said: { case: { ...contents.content.case, state } } });
      expect(page.indexOf(words)).toBeGreaterThan(0);
      expect(page.indexOf(words)).toBeLessThan(page.indexOf("<h2>"));
    }
    expect(await html()).not.toContain('class="warning"');
  });

  test("names the people who upheld a disputed decision, not the one who refused it", async () => {
    const { contents } = await sampleCase();
    const voice = (by: string, vote: "uphold" | "overturn") => ({
      ...{ id: crypto.randomUUID(), vote, reason: "Cukup.", by, at: "2026-11-25T04:20:00.000Z" },
    });
    const votes = [voice("Ratna", "uphold"), voice("Joko", "overturn"), voice("Made", "uphold")];
    const settled = { votes, settledAt: "2026-11-25T04:30:00.000Z" };
    const decisions = contents.content.decisions.map((decision) => ({ ...decision, ...settled }));
    const page = await html({ said: { decisions } });
    expect(page).toContain("Diperselisihkan, lalu disahkan panel oleh Ratna, Made,");
    expect(page).not.toContain("Disahkan oleh");
    expect(await html()).toContain("Disahkan oleh Wati");
  });

  test("lists every file with its SHA-256, and every record of the log with its hash", async () => {
    const { text, files, contents } = await write("html");
    for (const sha256 of files.keys()) expect(text).toContain(sha256);
    for (const { hash } of contents.content.logs[0]?.entries ?? []) expect(text).toContain(hash);
  });

  test("speaks English when asked", async () => {
    const page = await html({}, "en");
    expect(page).toContain('<html lang="en">');
    expect(page).toContain("What this does not prove");
  });

  test("has all texts in both languages, polite and complete", () => {
    const holes = (pattern: string) => [...new Set(pattern.match(/\{\w+/g))].sort();
    for (const key of Object.keys(dossierTexts.id) as (keyof typeof dossierTexts.id)[]) {
      const [one, other] = [dossierTexts.id[key], dossierTexts.en[key]];
      expect(holes(other), key).toEqual(holes(one));
      for (const words of [one, other]) expect(words, key).toMatch(/^[^\s!][^!]*[^\s!]$/);
    }
  });
});

describe("content that is never shown", () => {
  test("excludes pictures of adult material, with their digests and the reason", async () => {
    for (const parts of [
      { report: { category: "PORNO" } },
      { said: { case: { ...(await sampleCase()).contents.content.case, category: "PORNO" } } },
    ] as SampleParts[]) {
      const { text, files, contents } = await write("html", parts);
      expect(text).not.toContain("<img");
      expect(text).toContain(dossierTexts.id.picturesSensitive);
      for (const sha256 of files.keys()) expect(text).toContain(sha256);
      expect(contents.content.reports).toHaveLength(1);
      expect((await write("pdf", parts)).text).not.toContain("/Subtype /Image");
    }
  });

  test("contents that retention deleted", async () => {
    const { page: _, ...rest } = evidence;
    const { text } = await write("html", {
      evidence: { ...rest, fields: {} },
      exported: { deletedAt: "2026-12-25T00:00:00.000Z" },
    });
    expect(text).toContain("telah dihapus menurut masa simpan, 25 Des 2026, 07.00 WIB");
    expect(text).not.toContain("<img");
  });
});

describe("hostile words", () => {
  const fields = Object.fromEntries(
    ["title", "text", "authorName", "authorHandle", "authorId", "publishedRaw"].map((name, at) => [
      name,
      { value: hostile[at] ?? "", source: "s" },
    ]),
  );
  const parts = {
    evidence: {
      fields: {
        ...fields,
        permalink: { value: `https://x.com/"><script>alert(1)</script>`, source: "s" },
        context: { value: [{ relation: "parent", name: hostile[7], text: hostile[6] }], source: "s" },
      },
    },
    exported: { by: hostile[0] },
    said: { organisation: hostile[4], exportedBy: hostile[1] },
  } as SampleParts;

  test("are text: only a dossier's own elements, nothing that runs or loads", async () => {
    const { text } = await write("html", parts);
    const elements = elementsOf(parse(text));
    const names = new Set(elements.map(({ tagName }) => tagName));
    expect([...names].sort()).toEqual(
      [
        ...["bdi", "blockquote", "body", "br", "code", "dd", "div", "dl", "dt", "figcaption", "figure", "h1"],
        ...[
          "h2",
          "head",
          "header",
          "html",
          "img",
          "li",
          "main",
          "meta",
          "p",
          "path",
          "style",
          "svg",
          "table",
        ],
        ...["tbody", "td", "th", "thead", "title", "tr", "ul"],
      ].sort(),
    );
    for (const { tagName, attrs } of elements) {
      for (const { name, value } of attrs) {
        expect(name, tagName).not.toMatch(/^on|^style$|^href$/);
        if (name === "src") expect(value).toMatch(/^data:image\/(png|webp);base64,/);
      }
    }
    const policy = elements
      .flatMap(({ attrs }) => attrs)
      .find(({ value }) => value.startsWith("default-src"));
    expect(policy?.value).toMatch(
      /^default-src 'none'; img-src data:; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'$/,
    );
  });

  test("are shown by their code points if they reverse or hide others", async () => {
    const value = "laporan\u202Efdp.exe\u0007\u200B";
    const page = await html({ evidence: { fields: { title: { value, source: "s" } } } });
    expect(page).toContain("<bdi>laporan⟨U+202E⟩fdp.exe⟨U+0007⟩⟨U+200B⟩</bdi>");
  });

  test("appear in a PDF without script, link or action", async () => {
    const { text } = await write("pdf", parts);
    expect(text).toMatch(/^%PDF-1\.7/);
    for (const word of ["/JavaScript", "/JS", "/Launch", "/URI", "/OpenAction", "/EmbeddedFile"]) {
      expect(text).not.toContain(word);
    }
  });
});
