/** Which case a report goes into, and which of its names and addresses count. */

import { describe, expect, test } from "vitest";
import {
  type Candidate,
  isAutoMergeable,
  type MatchInput,
  matchCases,
} from "../../../../intake/cases/rules/match-cases.ts";
import {
  permalinkOf,
  shownAlias,
  shownNamePair,
  subjectNames,
} from "../../../../intake/cases/rules/subject-names.ts";
import { hasUntiedPair } from "../../../../intake/people/rules/ties.ts";
import type { Subject } from "../../../../utils/shared/contract/site.ts";

const hours = (count: number) => new Date(count * 3_600_000);

describe("matching", () => {
  const candidate = (caseId: string, created: number, change: Partial<Candidate> = {}): Candidate => ({
    ...{ caseId, channelId: "", createdAt: hours(created) },
    ...{ own: true, proven: true, autoMergeable: true },
    ...change,
  });
  const match = (candidates: Candidate[], report: Partial<MatchInput> = {}) =>
    matchCases({ channelId: "", autoMergeable: true, isKeptApart: () => false, ...report }, candidates);

  test("finds no case, or the case of the report's own subject", () => {
    expect(match([])).toEqual({ suggest: [] });
    expect(match([candidate("a", 1), candidate("a", 1)])).toEqual({ join: "a", suggest: [] });
  });

  test("merges at most two ordinary cases; all others are suggested", () => {
    const all = [candidate("b", 2, { own: false }), candidate("a", 1), candidate("c", 3, { own: false })];
    expect(match(all)).toEqual({ join: "a", merge: "b", suggest: ["c"] });
    expect(match([candidate("b", 2, { own: false })])).toEqual({ merge: "b", suggest: [] });
  });

  test("counts a case found by two names once, as its own by either", () => {
    const both = [candidate("a", 1), candidate("a", 1, { own: false })];
    expect(match(both)).toEqual({ join: "a", suggest: [] });
    expect(match([...both].reverse())).toEqual({ join: "a", suggest: [] });
  });

  test("treats the lower id as the older of simultaneous cases", () => {
    const other = (id: string) => candidate(id, 1, { own: false });
    for (const all of [
      [other("a"), other("b"), other("c")],
      [other("c"), other("b"), other("a")],
    ])
      expect(match(all)).toEqual({ merge: "a", suggest: ["b", "c"] });
  });

  test("a case is ordinary while it is open, undecided, readable, unmerged and without a hold", () => {
    const row = {
      ...({ state: "open", decidedCategory: null, withheld: false } as const),
      ...{ forbidsPixels: false, mergedInto: null },
    };
    expect([isAutoMergeable(row, false), isAutoMergeable(row, true)]).toEqual([true, false]);
    const changes = [
      ...([{ state: "proposed" }, { state: "approved" }, { decidedCategory: "JUDI" }] as const),
      ...[{ withheld: true }, { forbidsPixels: true }, { mergedInto: "a" }],
    ];
    for (const change of changes) expect(isAutoMergeable({ ...row, ...change }, false)).toBe(false);
  });

  test("suggests a case that unproven names lead to, and merges another one", () => {
    const unproven = candidate("b", 2, { own: false, proven: false });
    expect(match([candidate("a", 1), unproven])).toEqual({ join: "a", suggest: ["b"] });
    expect(match([unproven])).toEqual({ suggest: ["b"] });
    const proven = candidate("c", 3, { own: false });
    expect(match([unproven, proven])).toEqual({ merge: "c", suggest: ["b"] });
    expect(match([unproven, { ...unproven, proven: true }])).toEqual({ merge: "b", suggest: [] });
    expect(match([{ ...unproven, proven: true }, unproven])).toEqual({ merge: "b", suggest: [] });
  });

  test("merges no held or no-pixels case, and none that a person split", () => {
    const other = candidate("b", 2, { own: false });
    const closed = { autoMergeable: false };
    expect(match([candidate("a", 1, closed), other])).toEqual({ join: "a", suggest: ["b"] });
    expect(match([candidate("a", 1), { ...other, ...closed }])).toEqual({ join: "a", suggest: ["b"] });
    expect(match([candidate("a", 1), other], closed)).toEqual({ join: "a", suggest: ["b"] });
    expect(match([candidate("a", 1), other], { isKeptApart: () => true })).toEqual({
      join: "a",
      suggest: ["b"],
    });
    expect(match([{ ...other, ...closed }])).toEqual({ suggest: ["b"] });
  });

  test("numeric ids of a Telegram name that differ never meet", () => {
    const both = [candidate("old", 1, { channelId: "100" }), candidate("new", 2, { channelId: "200" })];
    expect(match(both, { channelId: "100" })).toEqual({ join: "old", suggest: [] });
    expect(match(both, { channelId: "200" })).toEqual({ join: "new", suggest: [] });
    expect(match(both, { channelId: "300" })).toEqual({ suggest: [] });
    expect(match(both)).toEqual({ join: "new", suggest: [] });
    expect(match([...both].reverse())).toEqual({ join: "new", suggest: [] });
    expect(match([...both, candidate("newest", 3)])).toEqual({ join: "new", merge: "newest", suggest: [] });
    expect(match([candidate("unknown", 0), ...both], { channelId: "200" })).toEqual({
      ...{ join: "unknown", merge: "new", suggest: [] },
    });
  });
});

describe("a report's names", () => {
  const [pfbid, other] = ["facebook:post:pfbid0contoh12345", "facebook:post:pfbid0contoh67890"] as const;
  const number = "facebook:post:777000111";
  test.each<[string, string, string[], string?]>([
    ["a pfbid's number", pfbid, [number], number],
    ["a number's pfbid", number, [pfbid, pfbid], pfbid],
    ["no second pfbid", pfbid, [other]],
    ["none of two", number, [pfbid, other]],
    ["no photo, though it has the same number", pfbid, ["facebook:photo:777000111"]],
    ["nothing on X", "x:post:1", ["x:post:2"]],
    ["nothing that X borrows", "x:post:1", [pfbid]],
    ["no number that begins with zero", pfbid, ["facebook:post:0777"]],
    ["nothing with more before or behind it", pfbid, ["a facebook:post:77", "facebook:post:77x"]],
    ["no pfbid that is too short", number, ["facebook:post:pfbid0"]],
    ["no pfbid with more behind it", number, [`${pfbid}/`, `x ${pfbid}`]],
    ["nothing, if it names nothing else", pfbid, []],
  ])("are its subject and %s", (_what, subject, aliases, found) => {
    const named = { subject: subject as Subject, aliases: aliases as Subject[] };
    expect(shownAlias(named)).toBe(found);
    expect(shownNamePair(named)).toBe(found && `${pfbid} ${number}`);
    expect(subjectNames(named)).toEqual(found === undefined ? [subject] : [subject, found]);
  });

  test("two people prove a pair, unless an invitation ties them", () => {
    const person = (id: string, invitedBy: string | null = null) => ({ id, invitedBy });
    expect(hasUntiedPair([])).toBe(false);
    expect(hasUntiedPair([person("a"), person("a")])).toBe(false);
    expect(hasUntiedPair([person("a"), person("b")])).toBe(true);
    expect(hasUntiedPair([person("a"), person("b", "a")])).toBe(false);
    expect(hasUntiedPair([person("b", "a"), person("a")])).toBe(false);
    expect(hasUntiedPair([person("b", "a"), person("c", "a")])).toBe(false);
    expect(hasUntiedPair([person("a"), person("b", "a"), person("c", "a")])).toBe(false);
    expect(hasUntiedPair([person("b", "a"), person("c", "d")])).toBe(true);
  });

  test("counts a permalink if it names the subject, not if it names the other name", () => {
    const at = (value: string) =>
      permalinkOf({ subject: pfbid, fields: { permalink: { value, source: "a" } } });
    const own = "https://www.facebook.com/warung/posts/pfbid0contoh12345";
    const numbered = "https://www.facebook.com/warung/posts/777000111";
    expect([at(own), at(numbered)]).toEqual([own, undefined]);
    expect(at("https://x.com/a/status/1")).toBeUndefined();
    expect(at("https://contoh.example/")).toBeUndefined();
  });
});
