/** Tests of how cases are described, filtered, compared and searched. */

import { describe, expect, test } from "vitest";
import { channelKeyOf } from "../../../../intake/cases/rules/channel-key.ts";
import {
  withDescription as describeCase,
  emptyDescriptionAndGroup,
  reachOf,
  textOf,
  withText,
} from "../../../../intake/cases/rules/description.ts";
import { parseSearch } from "../../../../intake/cases/rules/search-words.ts";
import { newReference, normaliseReference } from "../../../../intake/core/reference-numbers.ts";
import { findNamesakes } from "../../../../intake/people/rules/namesakes.ts";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import type { Evidence, Fields } from "../../../../utils/shared/contract/evidence.ts";
import { idEndOf, receiptNumberOf } from "../../../../utils/shared/seal/receipt-number.ts";
import { fc } from "../../../support/seeded-fast-check.ts";

const known = {
  ...{
    authorKey: "x:lama",
    authorName: "x:lama",
    language: "jv",
    postedAt: new Date(0),
    searchText: "kata lama",
    textId: "t",
  },
  ...({ groupId: "g", groupWhy: "text", groupDistance: 0.1, withheld: false } as const),
};
const field = <T>(value: T) => ({ value, source: "text p" });
const described = (fields: Fields, change: Partial<Evidence> = {}) =>
  describeCase(known, { ...evidence, fields, ...change });

describe("a case", () => {
  test("is found by no word, no account and no likeness in the no-pixels lane", () => {
    expect(describeCase({ ...known, withheld: true }, evidence)).toEqual({
      ...emptyDescriptionAndGroup,
      withheld: true,
    });
    expect(Object.values(emptyDescriptionAndGroup).filter(Boolean)).toEqual([]);
  });

  test("keeps a part of an earlier report that is missing in a newer one", () => {
    expect(described({})).toEqual(known);
  });

  test("is found by title, account, text and the hosts of its links", () => {
    const { searchText } = described({
      ...{
        title: field("Judul"),
        text: field("Isi"),
        authorName: field("Nama"),
        authorHandle: field("@akun"),
      },
      links: field([{ address: "https://slot.example/daftar?a=1" }, { address: "tanpa alamat" }]),
    });
    expect(searchText).toBe("judul nama akun isi slot example");
    expect(described({ text: field("ﷺ ".repeat(2_000)) }).searchText.length).toBeLessThanOrEqual(4_000);
  });

  test("takes the time of publication from the page", () => {
    const at = "2026-11-25T01:02:03.000Z";
    expect(described({ publishedAt: field(at) }).postedAt).toEqual(new Date(at));
  });

  const uc = `UC${"a".repeat(22)}`;
  const account = (subject: Evidence["subject"], kind: Evidence["kind"] = "account"): Partial<Evidence> => ({
    ...{ site: subject.split(":")[0] as Evidence["site"], kind, subject },
  });

  test.each<[string, Fields, Partial<Evidence>, string, string | null]>([
    ["the number, and by its name", { authorId: field("77"), authorHandle: field("@A") }, {}, "x:77", "x:a"],
    ["its name in small letters", { authorHandle: field("@Slot_99") }, {}, "x:slot_99", "x:slot_99"],
    ["the number of an account's own case", { authorId: field("77") }, account("x:account:s"), "x:77", "x:s"],
    ["the name of an account's own case", {}, account("x:account:s"), "x:s", "x:s"],
    [
      "a channel's number, not by the name in its address",
      { authorId: field(uc) },
      account("youtube:channel:@dapur", "channel"),
      `youtube:${uc}`,
      "youtube:dapur",
    ],
    [
      "the number in a channel's subject, whatever number the page shows",
      { authorId: field(`UC${"b".repeat(22)}`) },
      account(`youtube:channel:${uc}`, "channel"),
      `youtube:${uc}`,
      "x:lama",
    ],
    [
      "the number in a page's subject",
      { authorId: field("9") },
      account("facebook:account:123456"),
      "facebook:123456",
      "x:lama",
    ],
    [
      "the channel number of Telegram",
      {},
      { ...account("telegram:channel:kabar", "channel"), channelId: "1234567890" },
      "telegram:1234567890",
      "telegram:kabar",
    ],
  ])("names its author by %s", (_what, fields, change, key, name) => {
    expect(described(fields, change)).toMatchObject({ authorKey: key, authorName: name });
  });

  test.each([
    ["one name", "x:lama"],
    ["no name", null],
  ])(
    "keeps an author's number, known with %s, when a later report shows only a name",
    (_what, authorName) => {
      const first = { ...described({ authorId: field("77") }), authorName };
      const later = describeCase(first, { ...evidence, fields: { authorHandle: field("@baru") } });
      expect(later).toMatchObject({ authorKey: "x:77", authorName: "x:baru" });
    },
  );

  test.each<[string, string | undefined, string, string]>([
    ["the words", "en", "Kemarin sore hujan turun deras sekali sehingga jalan tergenang air.", "id"],
    ["the page where the words are too few", "en-GB", "Ok", "en"],
    ["the page, by its first part in small letters", "SU", "", "su"],
    ["the page, where X writes `in` for Indonesian", "in", "", "id"],
    ["an earlier report where neither tells", undefined, "Ok", "jv"],
  ])("has its language from %s", (_what, told, text, language) => {
    const fields = { ...(told ? { language: field(told) } : {}), ...(text ? { text: field(text) } : {}) };
    const first = describeCase({ ...known, language: null }, { ...evidence, fields });
    expect(first.language ?? described(fields).language).toBe(language);
  });

  test.each<[string, string | null, string | undefined, boolean, string | null]>([
    ["that of its first report", null, "id", true, "id"],
    ["unknown after a first report without one", null, undefined, true, null],
    ["the same after a report in it", "id", "id", false, "id"],
    ["the same after a report in none", "id", undefined, false, "id"],
    ["several after a report in another", "id", "en", false, "mul"],
    ["several after a later report, if the first has none", null, "en", false, "mul"],
    ["several from then on", "mul", "id", true, "mul"],
  ])("has as its language %s", (_what, before, found, isFirst, after) => {
    const text = { language: found, searchText: "" };
    expect(withText({ ...known, language: before }, text, isFirst).language).toBe(after);
  });

  test("is compared by its text, else by its title", () => {
    expect(textOf({ fields: { text: field("isi"), title: field("judul") } })).toBe("isi");
    expect(textOf({ fields: { title: field("judul") } })).toBe("judul");
    expect(textOf({ fields: {} })).toBeUndefined();
  });

  test("reaches as far as the highest of its counts, within 32 bits", () => {
    const reach = (...values: (number | undefined)[]) => {
      const [likes, views] = values.map((value) => ({
        shown: "?",
        ...(value === undefined ? {} : { value }),
      }));
      return reachOf({ counts: field({ ...(likes ? { likes } : {}), ...(views ? { views } : {}) }) });
    };
    expect([reach(), reachOf({}), reach(undefined), reach(3, 7), reach(7, undefined)]).toEqual([
      0, 0, 0, 7, 7,
    ]);
    expect(reach(9_000_000_000)).toBe(2_147_483_647);
  });
});

describe("a search in the queue", () => {
  test("finds the ids that can have a receipt number, in any letter case", () => {
    fc.assert(
      fc.property(fc.uuid({ version: [4, 7] }), (id) => {
        const number = receiptNumberOf(id);
        const idEnd = idEndOf(number) ?? "";
        expect(parseSearch(` ${number.toLowerCase()} `)).toEqual({ by: "number", number, idEnd });
        // The number holds 50 of the 62 bits at the end.
        expect(id.slice(-12)).toBe(idEnd);
      }),
    );
  });

  test.each([
    ["x:post:123", { by: "subject", subject: "x:post:123" }],
    [" https://x.com/a/status/123?s=20 ", { by: "subject", subject: "x:post:123" }],
    ["Sl0t GACOR, sl0t", { by: "words", words: ["slot", "gacor"] }],
    ["slot & !gacor:*", { by: "words", words: ["slot", "gacor"] }],
    [" ?! ", { by: "words", words: [] }],
  ] as const)("for %j", (typed, meant) => {
    expect(parseSearch(typed)).toEqual(meant);
  });
});

describe("a channel's key", () => {
  const id = `UC${"a-_9".repeat(6).slice(0, 22)}`;
  test.each([
    [`youtube:${id}`, `youtube:${id}`],
    ["youtube:warta.kita", "youtube:warta.kita"],
    [` ${id} `, `youtube:${id}`],
    [`channel/${id}`, `youtube:${id}`],
    [`https://www.youtube.com/channel/${id}`, `youtube:${id}`],
    [`m.youtube.com/channel/${id}`, `youtube:${id}`],
    ["youtube.com/@WartaKita", "youtube:wartakita"],
    ["www.youtube.com/@WartaKita", "youtube:wartakita"],
    ["@WartaKita", "youtube:wartakita"],
  ])("is read from %s", (typed, key) => {
    expect(channelKeyOf(typed)).toEqual({ ok: true, value: key });
  });

  test.each([
    ["an old name", "https://www.youtube.com/c/WartaKita"],
    ["a user's old name", "https://www.youtube.com/user/WartaKita"],
    ["a video", "https://www.youtube.com/watch?v=dQw4w9WgXcQ"],
    ["another site", "https://x.com/wartakita"],
    ["a telegram channel", "https://t.me/wartakita"],
    ["a word", "wartakita"],
    ["nothing", " "],
    ["an id with more behind it", `youtube:${id}a b`],
    ["an id with something before it", `x youtube:${id}`],
    ["an id with a path behind it", `${id}/videos`],
    ["a name of one letter", "youtube:a"],
  ])("is not read from %s", (_what, typed) => {
    expect(channelKeyOf(typed)).toMatchObject({ problem: { code: "channel-unknown" } });
  });
});

test("reports people with the same name in any spelling, if both can act", () => {
  const account = (id: string, name: string, change = {}) => ({
    ...{ id, name, devices: 1, suspendedAt: null },
    ...change,
  });
  const accounts = [
    ...[account("1", "Budi  Santoso"), account("2", " ｂudi santoso\n"), account("3", "Budi Santosa")],
    ...[account("4", "Ani", { devices: 0 }), account("5", "Ani"), account("6", "ANI")],
    ...[account("7", "Dewi"), account("8", "Dewi", { suspendedAt: new Date(0) })],
  ];
  expect(findNamesakes(accounts)).toEqual([
    { name: "Budi  Santoso", people: ["1", "2"] },
    { name: "Ani", people: ["5", "6"] },
  ]);
});

describe("a reference", () => {
  test("has 128 random bits in letters that can be read aloud", () => {
    const made = Array.from({ length: 200 }, newReference);
    expect(new Set(made).size).toBe(200);
    for (const id of made) expect(id).toMatch(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/);
    for (let place = 1; place < 26; place++)
      expect(new Set(made.map((name) => name[place])).size, `place ${place}`).toBeGreaterThan(16);
  });

  test("matches the exact input only", () => {
    const made = newReference();
    const spaced = made.toLowerCase().replace(/(.{5})/g, "$1- ");
    expect(normaliseReference(spaced)).toBe(made);
    const wrong = ["", "A".repeat(19), "A".repeat(41), `${made}'`, `%${made}`, `${made.slice(1)}_`];
    expect(wrong.map(normaliseReference).join("")).toBe("");
    expect([20, 40].map((count) => normaliseReference("a".repeat(count)).length)).toEqual([20, 40]);
  });
});
