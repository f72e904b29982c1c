/** Redaction removes data from every byte of the draft that can be sent; the person can undo it. */

import { beforeEach, describe, expect, test, vi } from "vitest";
import { fakeBrowser } from "wxt/testing/fake-browser";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { captureAgain } from "../../../../utils/extension/drafts/capture-again.ts";
import {
  readDraft,
  removeDraft,
  type StoredPost,
  writeDraft,
} from "../../../../utils/extension/drafts/drafts.ts";
import {
  type RedactionWork,
  redactDraft,
  restoreDraft,
} from "../../../../utils/extension/drafts/redact-draft.ts";
import { hideInMarkup, patternOf } from "../../../../utils/extension/drafts/redact-post.ts";
import { stripDraft } from "../../../../utils/extension/drafts/strip-draft.ts";
import { showDraft } from "../../../../utils/extension/outbox/show-draft.ts";
import type { Evidence } from "../../../../utils/shared/contract/evidence.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { done, fail, ok } from "../../../../utils/shared/contract/result.ts";
import { blocks } from "../../../../utils/shared/policy/redaction.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { connectDevice } from "../../../support/device-kit.ts";

const origin = { tabId: 1, frameId: 0, windowId: 1 };
const name = "Budi Santoso";
const field = <T>(value: T) => ({ value, source: "uji" });
const html = `<!doctype html><html><head><title>Lapor</title></head><body><div title="budi santoso">Kata <b>Budi</b> <i>Santo</i>so &amp; kawan</div><img alt="" src="data:image/png;base64,QnVkaQ=="></body></html>`;

let paints: { address: string; boxes: number }[];
let seals: Evidence[];

const work: RedactionWork = {
  paint: async (address, boxes) => {
    paints.push({ address, boxes: boxes.length });
    return fileOf(`hitam ${boxes.length} atas ${address}`, "image/webp");
  },
  seal: async (post) => {
    seals.push(post.evidence);
    return ok({ ...post, seal: "uji" });
  },
};

async function fileOf<T extends string>(content: string, type: T) {
  const bytes = new TextEncoder().encode(content);
  const sizes = { bytes: bytes.length, width: 40, height: 40 };
  return { file: { sha256: await digestHex(bytes), type, ...sizes }, bytes };
}

const dataOf = (content: string) => `data:x;base64,${Buffer.from(content).toString("base64")}`;
const textOf = (address: string) => Buffer.from(address.split(",")[1] ?? "", "base64").toString();
const copyOf = (inside: string) => `<!doctype html><html><head></head><body>${inside}</body></html>`;

async function draftOf(more: Partial<Evidence> = {}, markup = html): Promise<string> {
  const id = crypto.randomUUID();
  const picture = await fileOf("wajah", "image/webp");
  const frame = await fileOf("bingkai", "image/webp");
  const snapshot = await fileOf(markup, "text/html");
  const { width: _, height: __, ...file } = snapshot.file;
  await writeDraft({
    id,
    origin,
    state: "captured",
    seal: "uji",
    evidence: {
      ...evidence,
      fields: {
        ...evidence.fields,
        authorName: field(`${name} Store`),
        text: field(`Terima kasih BUDI  santoso dan budi santoso`),
        links: field([
          { address: "https://x.com/budi.santoso", shown: "@budi.santoso" },
          { address: "https://a.example/?q=Budi+Santoso" },
          { address: "https://b.example/", shown: "oleh Budi Santoso" },
        ]),
        context: field([
          {
            relation: "parent" as const,
            name,
            address: "https://x.com/budi.s/status/1",
            subject: "x:post:1",
          },
          { relation: "quoted" as const, name: "Warung Sari", text: `kata ${name}` },
          { relation: "group" as const, address: "https://x.com/budi%20santoso" },
        ]),
      },
      page: { address: "https://x.com/Budi%20Santoso/status/9", title: `${name} di X`, language: "id" },
      picture: { state: "taken", file: picture.file },
      frame: { state: "taken", file: frame.file },
      snapshot: { state: "taken", file },
      ...more,
    },
    files: {
      [picture.file.sha256]: dataOf("wajah"),
      [frame.file.sha256]: dataOf("bingkai"),
      [snapshot.file.sha256]: dataOf(markup),
    },
  });
  return id;
}

async function postOf(id: string): Promise<StoredPost> {
  const draft = await readDraft(id);
  if (!draft.ok || draft.value.state !== "captured") throw new Error("no draft");
  return draft.value;
}

const redact = (id: string, words: string[], boxes: Parameters<typeof redactDraft>[2]["boxes"] = []) =>
  redactDraft(id, evidence.id, { words, boxes }, work);
const box = { x: 1, y: 2, width: 3, height: 4 };
/** Everything that could be sent of it, files as text. */
const sendable = ({ evidence: sent, files }: StoredPost) =>
  JSON.stringify(sent) +
  Object.values(files)
    .map((address) => atob(address.split(",")[1] ?? ""))
    .join();

beforeEach(() => {
  fakeBrowser.reset();
  paints = [];
  seals = [];
});

describe("words", () => {
  test("are removed from text, context, links, page and copy; the post's own author stays", async () => {
    const id = await draftOf();
    expect(await redact(id, [name])).toEqual({ ok: true, value: {} });
    const post = await postOf(id);
    const { fields, page, redactions } = post.evidence;
    expect(fields.text?.value).toBe(`Terima kasih ${blocks} dan ${blocks}`);
    expect(fields.authorName?.value).toBe(`${name} Store`);
    expect(fields.links?.value).toEqual([
      { address: "https://x.com/budi.santoso", shown: "@budi.santoso" },
      { address: "https://b.example/", shown: `oleh ${blocks}` },
    ]);
    expect(fields.context?.value).toEqual([
      { relation: "parent", name: blocks },
      { relation: "quoted", name: "Warung Sari", text: `kata ${blocks}` },
    ]);
    expect(page).toMatchObject({ address: "https://x.com/", title: `${blocks} di X` });
    expect(redactions).toEqual([
      { what: "words", in: ["text", "links", "context", "page", "snapshot"], count: 13 },
    ]);
    const { authorName: _, ...others } = fields;
    const left = sendable({ ...post, evidence: { ...post.evidence, fields: others } });
    expect(left.toLowerCase()).not.toContain("budi santoso");
    expect(left).not.toMatch(/Santo/);
    expect(seals).toEqual([post.evidence]);
  });

  test("change nothing if they do not occur", async () => {
    const id = await draftOf();
    const before = await postOf(id);
    expect(await redact(id, ["Siapa Pun"])).toMatchObject({ problem: { code: "words-not-found" } });
    expect(await redact(id, [" "])).toMatchObject({ problem: { code: "words-not-found" } });
    expect(await postOf(id)).toEqual(before);
  });

  test("are counted together with earlier ones, and never disclosed", async () => {
    const id = await draftOf();
    await redact(id, [name]);
    await redact(id, ["Warung Sari"]);
    const { redactions } = (await postOf(id)).evidence;
    expect(redactions).toHaveLength(1);
    expect(redactions[0]).toMatchObject({ what: "words", count: 14 });
    expect(JSON.stringify(redactions)).not.toMatch(/Budi|Warung/);
  });

  test("also remove every link's address from the copy, because it may contain the name", async () => {
    const mention = '<a>Terima kasih <span title="https://x.com/budi">@Budi</span></a>';
    const other = '<span title="https://www.facebook.com/budi.santoso.9?a=1&amp;b=2">dan lain</span>';
    const id = await draftOf(
      { fields: { ...evidence.fields, text: field("Terima kasih @Budi dan lain") } },
      copyOf(`<span title="Kunci">${mention} ${other}</span>`),
    );
    await redact(id, ["@Budi"]);
    const post = await postOf(id);
    expect(Object.values(post.files).map(textOf).join()).toContain(
      `<span title="Kunci"><a>Terima kasih <span>${blocks}</span></a> <span>dan lain</span></span>`,
    );
    expect(Object.values(post.files).map(textOf).join()).not.toMatch(/budi/i);
    expect(post.evidence.redactions).toEqual([{ what: "words", in: ["text", "snapshot"], count: 4 }]);
  });

  test("leave links of the copy if they do not occur", async () => {
    const id = await draftOf({}, copyOf('<span title="https://x.com/budi">Kata</span>'));
    const before = await postOf(id);
    expect(await redact(id, ["Siapa Pun"])).toMatchObject({ problem: { code: "words-not-found" } });
    expect(await postOf(id)).toEqual(before);
  });

  test("are found with invisible characters in them", async () => {
    const broken = "Bu\u200bdi\u00ad \u2060Santo\u200dso";
    const id = await draftOf(
      { page: { address: "https://x.com/a", title: `${broken} di X`, language: "id" } },
      copyOf(`<p>Kata ${broken}</p><i>B\u202eu</i>\ufeffdi Santoso`),
    );
    await redact(id, ["Bu\u200bdi Santoso"]);
    const post = await postOf(id);
    expect(post.evidence.page?.title).toBe(`${blocks} di X`);
    const left = Object.values(post.files).map(textOf).join();
    expect(left).toContain(`<p>Kata ${blocks}</p><i>${blocks}</i></body>`);
    expect(left).not.toContain("Santo");
  });

  test("remove the copy if they are in the text and cannot be found there", async () => {
    const parted = 'Budi <img alt="🙂" src="data:image/png;base64,QQ=="> Santoso';
    const id = await draftOf(
      { fields: { ...evidence.fields, text: field("Budi 🙂 Santoso") } },
      copyOf(parted),
    );
    await redact(id, ["Budi 🙂 Santoso"]);
    const { evidence: sent, files } = await postOf(id);
    expect(sent.snapshot).toEqual({ state: "none", reason: "redacted" });
    expect(sent.redactions).toEqual([{ what: "words", in: ["text", "snapshot"], count: 2 }]);
    expect(Object.keys(files)).toHaveLength(2);
  });

  test("are taken literally, not as a pattern", () => {
    expect("a.b axb A.B".replace(patternOf(["a.b"]) as RegExp, "-")).toBe("- axb -");
  });
});

describe("in a copy of markup", () => {
  const hide = (inside: string, ...words: string[]) =>
    hideInMarkup(`<head>Budi</head><body>${inside}</body>`, patternOf(words) as RegExp);

  test("are found across tags, in attributes and entities; not in pictures and styles", () => {
    expect(hide('<p alt="Budi" style="color:Budi"><i>Bu</i>di</p>', "budi").value).toBe(
      `<head>Budi</head><body><p alt="${blocks}" style="color:Budi"><i>${blocks}</i></p></body>`,
    );
    expect(hide("<p>Toko A&amp;B &lt;b&gt;</p>", "A&B").value).toContain(`<p>Toko ${blocks} &lt;b&gt;</p>`);
    expect(hide('<img src="data:image/png;base64,Budi">', "budi").count).toBe(0);
  });

  test("are found if one begins and ends within another's parts", () => {
    const { value, count } = hide("<b>satu du</b><i>a ti</i><u>ga empat</u>", "dua", "tiga");
    expect(value).toContain(`<b>satu ${blocks}</b><i> ${blocks}</i><u> empat</u>`);
    expect(count).toBe(2);
  });
});

describe("boxes", () => {
  test("make another file, listed with its boxes; the old one is not sent", async () => {
    const id = await draftOf();
    const before = await postOf(id);
    await redact(id, [], [{ file: "picture", box }]);
    const after = await postOf(id);
    expect(after.evidence.redactions).toEqual([
      { what: "box", file: "picture", box },
      { what: "words", in: ["media"], count: 1 },
    ]);
    expect(sendable(after)).not.toContain("wajah,");
    expect(after.evidence.frame).toEqual(before.evidence.frame);
    // Pictures or descriptions in the copy would show what is under the box.
    expect(after.evidence.snapshot).toEqual({ state: "none", reason: "redacted" });
    expect(Object.keys(after.files)).toHaveLength(2);
    const shown = await showDraft(id);
    expect(JSON.stringify(shown)).not.toContain(btoa("wajah"));
  });

  test("remove the addresses of the post's pictures, and the copy with their descriptions, until restored", async () => {
    const id = await draftOf({}, copyOf("<span>KTP Budi</span>"));
    const before = await postOf(id);
    expect(before.evidence.fields.media?.value).toEqual(["https://pbs.twimg.com/media/contoh.jpg"]);
    await redact(id, [], [{ file: "frame", box }]);
    const after = await postOf(id);
    expect(sendable(after)).not.toMatch(/contoh\.jpg|KTP/);
    expect(after.evidence.snapshot).toEqual({ state: "none", reason: "redacted" });
    expect(after.evidence.redactions).toEqual([
      { what: "box", file: "frame", box },
      { what: "words", in: ["media"], count: 1 },
    ]);
    await restoreDraft(id, evidence.id);
    expect(await postOf(id)).toEqual(before);
  });

  test("are painted on the original picture together with earlier ones", async () => {
    const id = await draftOf();
    await redact(id, [], [{ file: "picture", box }]);
    await redact(
      id,
      [],
      [
        { file: "picture", box: { ...box, x: 9 } },
        { file: "frame", box },
      ],
    );
    expect(paints).toEqual([
      { address: dataOf("wajah"), boxes: 1 },
      { address: dataOf("wajah"), boxes: 2 },
      { address: dataOf("bingkai"), boxes: 1 },
    ]);
    expect((await postOf(id)).evidence.redactions.filter(({ what }) => what === "box")).toHaveLength(3);
  });

  test("change one post of a set, and leave the others", async () => {
    const id = await draftOf();
    const one = await postOf(id);
    const other = { ...one, evidence: { ...one.evidence, id: crypto.randomUUID() } };
    const posts = [one, other].map(({ evidence: its, files, seal }) => ({ evidence: its, files, seal }));
    await writeDraft({ id, origin, state: "set", posts, dropped: [] });
    await redact(id, [name], [{ file: "picture", box }]);
    const draft = await readDraft(id);
    if (!draft.ok || draft.value.state !== "set") throw new Error("no set");
    expect(draft.value.posts[0]?.evidence.redactions).toHaveLength(2);
    expect(draft.value.posts[1]).toEqual(posts[1]);
  });
});

test("restores redacted text to the captured text", async () => {
  const id = await draftOf();
  const before = await postOf(id);
  await redact(id, [name], [{ file: "picture", box }]);
  await redact(id, ["Warung Sari"], [{ file: "frame", box }]);
  expect(await restoreDraft(id, evidence.id)).toMatchObject({ ok: true });
  expect(await postOf(id)).toEqual(before);
  expect(await restoreDraft(id, evidence.id)).toMatchObject({ problem: { code: "draft-gone" } });
});

test("changes nothing without room for both", async () => {
  const id = await draftOf();
  const before = await postOf(id);
  const huge: RedactionWork["paint"] = async () => {
    const { file } = await fileOf("besar", "image/webp");
    return { file, bytes: new Uint8Array(limits.draftBytes) };
  };
  const asked = { words: [], boxes: [{ file: "picture" as const, box }] };
  const refused = await redactDraft(id, evidence.id, asked, { ...work, paint: huge });
  expect(refused).toMatchObject({ problem: { code: "no-room" } });
  expect(await postOf(id)).toEqual(before);
});

test("drafts of other tabs that fill the memory prevent a redaction, and are named as the reason", async () => {
  const id = await draftOf();
  const { session } = fakeBrowser.storage;
  vi.spyOn(session, "set").mockRejectedValueOnce(new Error("Session storage quota bytes exceeded."));
  expect(await redact(id, [name])).toMatchObject({ problem: { code: "no-room", retry: "later" } });
  expect(sendable(await postOf(id))).toMatch(/santoso/i);
  expect(await redact(id, [name])).toEqual(done);
});

test("the no-pixels lane removes every byte of picture, frame, copy, words and their originals", async () => {
  const id = await draftOf();
  await redact(id, [name], [{ file: "picture", box }]);
  const held = JSON.stringify(await fakeBrowser.storage.session.get());
  const secrets = ["wajah", "bingkai", html].map((content) => btoa(content).slice(0, 30));
  for (const secret of [...secrets, "Terima kasih"]) expect(held).toContain(secret);
  await stripDraft(id);
  const left = JSON.stringify(await fakeBrowser.storage.session.get());
  for (const secret of [...secrets, "Terima kasih", name, blocks, 'redactions":[{'])
    expect(left).not.toContain(secret);
  expect(left).not.toContain("data:");
  expect(await restoreDraft(id, evidence.id)).toMatchObject({ problem: { code: "draft-gone" } });
});

test.each(["removed", "stripped"])(
  "does not restore a draft that was %s while it was painted",
  async (how) => {
    const id = await draftOf();
    const slow: RedactionWork["paint"] = async (...asked) => {
      if (how === "removed") await removeDraft(id);
      else await stripDraft(id);
      return work.paint(...asked);
    };
    const asked = { words: [], boxes: [{ file: "picture" as const, box }] };
    const late = await redactDraft(id, evidence.id, asked, { ...work, paint: slow });
    expect(late).toMatchObject({ problem: { code: "draft-gone" } });
    expect(JSON.stringify(await fakeBrowser.storage.session.get())).not.toContain("data:");
  },
);

test("passes on why a post could not be captured again, also of a page that does not answer", async () => {
  const id = await draftOf();
  const before = await postOf(id);
  for (const [answer, code] of [
    [fail("post-gone"), "post-gone"],
    [undefined, "capture-failed"],
    [{ ok: false, problem: "<b>" }, "capture-failed"],
  ] as const) {
    Object.assign(fakeBrowser.tabs, { sendMessage: async () => answer });
    expect(await captureAgain(id)).toMatchObject({ ok: false, problem: { code } });
  }
  expect(await postOf(id)).toEqual(before);
});

test("does not capture a post again once the no-pixels lane was chosen", async () => {
  const told: unknown[] = [];
  const sendMessage = async (...sent: unknown[]) => {
    told.push(sent);
    return done;
  };
  Object.assign(fakeBrowser.tabs, { sendMessage });
  const id = await draftOf();
  expect(await captureAgain(id)).toEqual({ ok: true, value: {} });
  expect(told).toEqual([[1, { type: "capture-again", draftId: id }, { frameId: 0 }]]);
  await connectDevice();
  expect((await stripDraft(id)).ok).toBe(true);
  expect(await captureAgain(id)).toMatchObject({ problem: { code: "pixels-not-allowed" } });
  expect(told).toHaveLength(1);
});
