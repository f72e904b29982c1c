import { describe, expect, test } from "vitest";
import { checkSnapshot } from "../../../../intake/evidence/check-file.ts";
import { fileType } from "../../../../intake/evidence/file-type.ts";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { fitInMemory, snapshotFile } from "../../../../utils/extension/drafts/open-draft.ts";
import { limits } from "../../../../utils/shared/contract/limits.ts";
import { inertFault } from "../../../../utils/shared/policy/check-inert-html.ts";
import {
  escapeInert,
  inertDepth,
  inertEnd,
  inertHead,
  isInertPicture,
  isInertValue,
  isVoidTag,
} from "../../../../utils/shared/policy/inert-html.ts";
import { digestHex } from "../../../../utils/shared/seal/digest.ts";
import { vectors } from "../../../support/hostile/vectors.ts";

const body = '<body style="background-color:rgb(255, 255, 255)">';
const copyOf = (markup: string) => `${inertHead}${body}${markup}${inertEnd}`;
const bytesOf = (text: string) => new TextEncoder().encode(text);
const png = "data:image/png;base64,iVBORw0KGgo=";

const good = [
  '<div style="color:rgb(1, 2, 3);display:flex;width:10.5px">teks &amp; &lt;b&gt; &quot;</div>',
  `<div>satu<br>dua<img src="${png}" alt="gambar" style="width:10px;object-fit:cover"></div>`,
  '<ul><li>satu</li><li><ol><li lang="id-ID">dua</li></ol></li></ul>',
  '<h1><span title="https://slot.example/?a=1&amp;b=2">judul</span></h1><time datetime="2026-11-25">kini</time>',
  `<span style="font-family:&quot;Segoe UI&quot;, sans-serif">\u202Ebalik\u202C &#13;</span>`,
];

const bad: Record<string, string> = {
  "another element": "<div><script>1</script></div>",
  "a drawing": "<svg></svg>",
  "a formula": "<math></math>",
  "a link": '<a href="https://jahat.example">a</a>',
  "a paragraph, which a parser ends by itself": "<p>a</p>",
  "a table": "<table></table>",
  "a frame": "<iframe></iframe>",
  "a form": "<form></form>",
  "a second style": "<style>a</style>",
  "a handler": '<div onclick="1">a</div>',
  "an address of a picture": '<img src="https://jahat.example/a.png">',
  "a drawing as a picture": '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
  "a picture's address on another element": `<div src="${png}">a</div>`,
  "an attribute twice": '<div style="color:red" style="color:red">a</div>',
  "an attribute without quotes": "<div title=a>a</div>",
  "an attribute in capitals": '<div STYLE="color:red">a</div>',
  "a style that loads": '<div style="background-image:url(https://jahat.example)">a</div>',
  "a style that loads in an allowed property": '<div style="color:url(https://jahat.example)">a</div>',
  "a style with an escape": '<div style="color:\\75rl(a)">a</div>',
  "a style with a comment": '<div style="color:re/**/d">a</div>',
  "a style that is important": '<div style="color:red!important">a</div>',
  "an unknown function": '<div style="width:attr(title px)">a</div>',
  "a style that loads after one that may be": '<div style="color:red;background-image:url(a)">a</div>',
  "a style that loads before one that may be": '<div style="color:url(a);color:red">a</div>',
  "a style without a value": '<div style="color:">a</div>',
  "a style with markup in it": '<div style="color:red&lt;">a</div>',
  "a style without a name": '<div style="red">a</div>',
  "a comment": "<div><!-- a --></div>",
  "a bare ampersand": "<div>a & b</div>",
  "another entity": "<div>&nbsp;</div>",
  "a bare sign": "<div>a > b</div>",
  "an end without a start": "<div></span></div>",
  "no end": "<div><span></div>",
  "an end of the body": "<div></div></body><body>",
  "a second body": `<div></div>${body}`,
  "an end with attributes": '<div></div title="a">',
  "a line feed that is none": "<div>\r</div>",
  nothing: "\0",
  "an unknown attribute": '<div class="a">a</div>',
  "an attribute that every object has": '<div constructor="a">a</div>',
  "a description of what is no picture": '<div alt="a">a</div>',
  "a time of what is none": '<div datetime="2026-11-25">a</div>',
  "a language that is none": '<div lang="i">a</div>',
  "a language with more behind it": '<div lang="id-ID x">a</div>',
  "a part of a language that is too long": '<div lang="id-abcdefghi">a</div>',
};

describe("an inert copy", () => {
  test.each(good)("may be: %s", (markup) => {
    expect(inertFault(copyOf(markup))).toBeUndefined();
    expect(checkSnapshot(bytesOf(copyOf(markup)))).toEqual({ ok: true, value: undefined });
  });

  test.each(Object.entries(bad))("may not hold %s", (_, markup) => {
    expect(inertFault(copyOf(markup))).toBeDefined();
    expect(checkSnapshot(bytesOf(copyOf(markup)))).toMatchObject({
      ok: false,
      problem: { code: "snapshot-not-inert" },
    });
  });

  test.each(
    Object.values(vectors)
      .flat()
      .filter((vector) => /[<>]/.test(vector)),
  )("may not hold %s", (vector) => {
    expect(checkSnapshot(bytesOf(copyOf(vector))).ok).toBe(false);
  });

  test("has its own head and end, and words only inside its body", () => {
    const whole = copyOf("<div>a</div>");
    for (const other of [
      whole.replace("default-src 'none'", "default-src *"),
      whole.slice(1),
      `${whole} `,
      `${inertHead}a${body}<div>a</div>${inertEnd}`,
      `${inertHead}${inertEnd}`,
      whole.replace(body, '<body onload="1">'),
    ])
      expect(inertFault(other)).toBeDefined();
  });

  const start = inertHead.length + body.length;
  test.each<[string, string, string]>([
    ["a strange character", copyOf("<div>a&b</div>"), `character at ${start + 6}`],
    ["markup that is none", copyOf("<div><B></B></div>"), `markup at ${start + 5}`],
    ["words outside of the body", `${inertHead}ab${body}${inertEnd}`, `text at ${inertHead.length}`],
    ["another end", copyOf("<div></span></div>"), `</span> at ${start + 5}`],
    ["an end too many", copyOf("<div></div></div>"), `</div> at ${start + 11}`],
    ["an end with attributes", copyOf('<div></div lang="id">'), `</div> at ${start + 5}`],
    ["an element", copyOf("<div></div><svg></svg>"), `<svg> at ${start + 11}`],
    ["a second body", copyOf(`<div></div>${body}`), `<body> at ${start + 11}`],
    ["an element before the body", `${inertHead}<div></div>${inertEnd}`, `<div> at ${inertHead.length}`],
    ["an attribute", copyOf('<div><b lang="id" id="a">a</b></div>'), `id of <b> at ${start + 5}`],
    [
      "an attribute of the body",
      copyOf("").replace(body, '<body id="a">'),
      `id of <body> at ${inertHead.length}`,
    ],
    ["an element without an end", copyOf("<div><b></b>"), "<div> is not closed"],
    ["no body", `${inertHead}${inertEnd}`, "<body> is not closed"],
    ["another head", copyOf("").slice(1), "wrong head"],
    ["words after it", `${copyOf("")} `, "wrong end"],
  ])("says what is wrong and where: %s", (_what, html, fault) => {
    expect(inertFault(html)).toBe(fault);
  });

  test("has elements within elements up to a depth, whose ends may be left to none", () => {
    const nested = (depth: number) => copyOf("<div>".repeat(depth) + "</div>".repeat(depth));
    expect(inertFault(nested(inertDepth + 1))).toBeUndefined();
    expect(inertFault(nested(inertDepth + 2))).toBe(`depth at ${start + 5 * (inertDepth + 1)}`);
    expect(inertFault(copyOf("<br>".repeat(inertDepth * 2)))).toBeUndefined();
  });

  test.each([
    ...["red", "10.5px", "rgb(1, 2, 3)", "calc((1px + 2px) * 3)", "minmax(1px, 2px)", "'Segoe UI'"],
  ])("may have the style's value %s", (value) => {
    expect(isInertValue(value)).toBe(true);
  });

  test.each([
    ...["", "url(a)", "URL(a)", "image-set(a)", "expression(1)", "a-calc(1)", "rgb(url(a))", "attr(a)"],
    ..."\0\t\n\r\u001f\\<>{};@!",
    "/*",
  ])("may not have the style's value %j", (value) => {
    expect(isInertValue(value)).toBe(false);
    if (value !== "") expect(isInertValue(`red ${value} red`)).toBe(false);
  });

  test("contains only pictures whose bytes are embedded, of three types", () => {
    const data = (type: string, bytes: string) => isInertPicture(`data:image/${type};base64,${bytes}`);
    expect(["webp", "png", "jpeg"].map((type) => data(type, "aB3+/aa="))).toEqual([true, true, true]);
    expect(["aaaa", "aaa=", "aa=="].map((bytes) => data("png", bytes))).toEqual([true, true, true]);
    expect(["gif", "svg+xml", "pngx", "PNG"].map((type) => data(type, "aaaa"))).not.toContain(true);
    expect(["", "=", "a===", "aa aa", "aaaa ", "a-a_"].map((bytes) => data("png", bytes))).not.toContain(
      true,
    );
    expect(isInertPicture(` ${png}`)).toBe(false);
  });

  test("is written so that each text is read back unchanged, without non-characters", () => {
    const text = 'a&amp;<b>"c"\r\n\'\0\ud83d';
    expect(escapeInert(text)).toBe("a&amp;amp;&lt;b&gt;&quot;c&quot;&#13;\n'\ufffd");
    expect(
      inertFault(copyOf(`<div title="${escapeInert(text)}">${escapeInert(text)}</div>`)),
    ).toBeUndefined();
  });

  test("is as deep as browsers accept, and any input is checked in bounded time", () => {
    const nested = (depth: number) => copyOf("<div>".repeat(depth) + "</div>".repeat(depth));
    expect(checkSnapshot(bytesOf(nested(inertDepth))).ok).toBe(true);
    expect(checkSnapshot(bytesOf(nested(inertDepth + 10))).ok).toBe(false);
    const startedMs = performance.now();
    expect(checkSnapshot(bytesOf(nested(130_000))).ok).toBe(false);
    expect(checkSnapshot(bytesOf(copyOf("<".repeat(limits.snapshotBytes)))).ok).toBe(false);
    expect(checkSnapshot(bytesOf(copyOf(`<div${' title="'.repeat(200_000)}>`))).ok).toBe(false);
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });

  test("is UTF-8", () => {
    const bytes = bytesOf(copyOf("<div>é</div>"));
    expect(checkSnapshot(bytes.map((byte) => (byte === 0xa9 ? 0xff : byte)))).toMatchObject({
      ok: false,
      problem: { detail: "not UTF-8" },
    });
  });

  test("is what parsers make of it: headings in headings and points outside of lists are moved by them", () => {
    for (const moved of ["<h1><h2>a</h2></h1>", "<li><div><li>a</li></div></li>"])
      expect(checkSnapshot(bytesOf(copyOf(moved)))).toMatchObject({
        ok: false,
        problem: { detail: "parsers move its elements" },
      });
  });

  test("is parsed the same by a standard parser with any nested elements", () => {
    let seed = 7;
    const random = (below: number) => {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((seed / 2_147_483_648) * below);
    };
    const tags = [
      "div",
      "span",
      "b",
      "i",
      "u",
      "s",
      "code",
      "small",
      "sub",
      "em",
      "time",
      "section",
      "ul",
      "br",
    ];
    const words = ["a", "<b>", "&amp;", '"', " ", "\n", "\r", "</div>", "é", "\u2028"];
    const tree = (depth: number): string => {
      const tag = tags[random(tags.length)] ?? "div";
      if (isVoidTag(tag)) return `<${tag}>`;
      const parts = Array.from({ length: random(4) }, () =>
        depth > 0 && random(3) > 0 ? tree(depth - 1) : escapeInert(words[random(words.length)] ?? ""),
      );
      return `<${tag}>${parts.join("")}</${tag}>`;
    };
    for (let run = 0; run < 500; run++) {
      const html = copyOf(`<div>${tree(12)}</div>`);
      expect(checkSnapshot(bytesOf(html)), html).toMatchObject({ ok: true });
    }
  });
});

describe("the file of a copy", () => {
  test("is listed by its digest and kept as HTML", async () => {
    const html = copyOf("<div>é</div>");
    const { evidence: listed, files } = await snapshotFile(html);
    const sha256 = await digestHex(html);
    expect(listed).toEqual({
      snapshot: { state: "taken", file: { sha256, type: "text/html", bytes: bytesOf(html).length } },
    });
    const kept = files[sha256] ?? "";
    expect(kept).toMatch(/^data:text\/html;base64,/);
    expect(Buffer.from(kept.slice(kept.indexOf(",") + 1), "base64").toString()).toBe(html);
    expect(fileType(bytesOf(html))).toBe("text/html");
    expect(fileType(bytesOf("<!doctype html><html>"))).toBeUndefined();
  });

  test("is absent if no post was read, and gives the reason if there is none", async () => {
    expect(await snapshotFile(undefined)).toEqual({ evidence: {}, files: {} });
    for (const reason of ["no-room", "failed"] as const)
      expect(await snapshotFile(reason)).toEqual({
        evidence: { snapshot: { state: "none", reason } },
        files: {},
      });
    const wide = copyOf(`<div>${"é".repeat(limits.snapshotBytes / 2)}</div>`);
    expect((await snapshotFile(wide)).evidence.snapshot).toEqual({ state: "none", reason: "no-room" });
  });

  test("is dropped before any picture if a set exceeds its limit", async () => {
    const file = { sha256: "b".repeat(64), type: "image/webp", bytes: 1, width: 1, height: 1 } as const;
    const { evidence: copy, files } = await snapshotFile(copyOf("<div>a</div>"));
    const picture = { state: "taken", file } as const;
    const post = {
      evidence: { ...evidence, ...copy, picture },
      files: { ...files, [file.sha256]: "data:," },
    };
    const bytes = JSON.stringify([post, post]).length;
    const fitted = fitInMemory([post, post], bytes - 100);
    const states = fitted.posts.map(({ evidence }) => [evidence.snapshot?.state, evidence.picture.state]);
    expect(states).toEqual([
      ["taken", "taken"],
      ["none", "taken"],
    ]);
    expect(Object.keys(fitted.posts[1]?.files ?? {})).toEqual([file.sha256]);
  });
});
