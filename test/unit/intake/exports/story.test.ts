/** Checks that an export proves the whole course of a case, and that a removed, added or changed part is found. */

import { eq, inArray } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cases, people } from "../../../../intake/db/schema/index.ts";
import { withoutNames } from "../../../../intake/exports/remove-names.ts";
import { saveUnit } from "../../../../intake/people/store/people.ts";
import { evidenceLinks } from "../../../../intake/requests/store/evidence-link.ts";
import { newKey } from "../../../../scripts/dev/kits/evidence.ts";
import { startKit } from "../../../../scripts/dev/kits/intake-kit.ts";
import { mulberry32 } from "../../../../scripts/measure/chaos/random.ts";
import type { LogEntry } from "../../../../utils/shared/contract/case.ts";
import type { DecisionView } from "../../../../utils/shared/contract/decision.ts";
import { canonicalJson, digestHex, digestJson } from "../../../../utils/shared/seal/digest.ts";
import { linkEntry } from "../../../../utils/shared/seal/log-chain.ts";
import {
  openLetter,
  sealOutcomeProof,
  signExport,
  signReferral,
} from "../../../../utils/shared/seal/signed-kinds.ts";
import { isInLane } from "../../../../utils/shared/verify/check-acts.ts";
import { checkBytes } from "../../../../utils/shared/verify/check-bytes.ts";
import { aboutFile, courseOf } from "../../../../utils/shared/verify/describe-verdict.ts";
import { formatVerdict } from "../../../../utils/shared/verify/format-verdict.ts";
import type { Verdict } from "../../../../utils/shared/verify/verdict.ts";
import {
  type ReferralStory,
  type Story,
  type StoryKit,
  storyKit,
  storyPeople,
} from "../../../support/story-kit.ts";
import { engines, openTestStores, type TestStores } from "../../../support/test-stores.ts";

// biome-ignore lint/suspicious/noExplicitAny: tests change exports in every way
type Exported = any;

const isGonePicture = ([, { base64 }]: [string, Exported]) =>
  Buffer.from(base64, "base64").toString("latin1").includes("gone ");

function otherValue(value: unknown): unknown {
  if (typeof value === "boolean") return !value;
  if (typeof value === "number") return value + 1;
  const text = String(value);
  const middle = Math.floor(text.length / 2);
  const other = text[middle] === "0" ? "1" : "0";
  return text.slice(0, middle) + other + text.slice(middle + 1);
}

/** The row was changed by hand: what it hides fails, because neither log nor decisions name the lane, and all else holds. */
function expectHidden({ outcome, findings }: Verdict): void {
  expect(outcome).not.toBe("holds");
  const wrong = findings.filter(({ holds }) => holds === false);
  expect(wrong.length).toBeGreaterThan(0);
  for (const { code, values } of wrong) expect(code === "left-out" ? "lane" : values.part).toBe("lane");
}

describe.each(engines)("on %s", (engine) => {
  let stores: TestStores;
  let told: StoryKit;
  let story: Story;
  let other: Story;
  let referred: ReferralStory;
  /** The export, as written. */
  let json: Uint8Array<ArrayBuffer>;
  let otherJson: Uint8Array<ArrayBuffer>;
  /** Stories of a referral that was answered and withdrawn, of one that was closed, and of a watched post. */
  let referredJson: Uint8Array<ArrayBuffer>;
  let closedJson: Uint8Array<ArrayBuffer>;
  let watchedJson: Uint8Array<ArrayBuffer>;

  beforeAll(async () => {
    stores = await openTestStores(engine);
    told = await storyKit(await startKit(await stores.open()));
    story = await told.tell({ more: 1 });
    other = await told.tell();
    referred = await told.refer();
    const [closed, watched] = [await told.refer({ close: true }), await told.watch()];
    await told.seal();
    told.kit.clock.ms += 26 * 3_600_000;
    await told.seal();
    json = await told.take(story.caseId, "json");
    otherJson = await told.take(other.caseId, "json");
    referredJson = await told.take(referred.caseId, "json");
    closedJson = await told.take(closed.caseId, "json");
    watchedJson = await told.take(watched.caseId, "json");
  });

  afterAll(async () => {
    await told?.kit.close();
    await stores?.close();
  });

  const read = (bytes = json): Exported => JSON.parse(new TextDecoder().decode(bytes));
  const write = (exported: Exported) => new TextEncoder().encode(canonicalJson(exported));
  const findings = async (exported: Exported, options = {}) => {
    const verdict = await checkBytes(write(exported), options);
    return verdict.findings.flatMap(({ code, holds, path }) => (holds === false ? [`${code} ${path}`] : []));
  };
  /** As an administrator could, who holds the intake's key. */
  async function resign(exported: Exported): Promise<Exported> {
    const { files, jws: _, ...rest } = exported;
    return { ...rest, files, jws: await signExport(rest, told.kit.intake.key) };
  }
  const changed = async (change: (exported: Exported) => void, isSigned = true, bytes = json) => {
    const exported = read(bytes);
    change(exported);
    return findings(isSigned ? await resign(exported) : exported);
  };

  test.each(["json", "wacz"] as const)(
    "%s holds as written, with every part of the story",
    async (format) => {
      const verdict = await checkBytes(await told.take(story.caseId, format));
      expect(verdict.findings.filter(({ holds }) => holds === false)).toEqual([]);
      expect(verdict.outcome).toBe("holds");
      const holding = verdict.findings.filter(({ holds }) => holds === true).map(({ code }) => code);
      expect(holding).toEqual(
        expect.arrayContaining([
          "letter",
          "letter-event",
          "answer",
          "outcome-check",
          "objection",
          "complete",
          "day",
        ]),
      );
      expect(
        verdict.findings.filter(({ code, holds }) => code === "outcome-check" && holds === true),
      ).toHaveLength(2);
    },
  );

  test("holds the picture of the check that saw the post gone, and finds it altered or missing", async () => {
    const file = (exported: Exported) => Object.entries(exported.files).find(isGonePicture)?.[0] ?? "";
    const pathOf = async (exported: Exported) => {
      const { findings: all } = await checkBytes(write(exported));
      return all.filter(({ code, path }) => code === "file" && path.endsWith(file(read())));
    };
    expect(await pathOf(read())).toMatchObject([{ holds: true, path: expect.stringMatching(/^check /) }]);
    const altered = await pathOf(changedFile({ base64: Buffer.from("x").toString("base64") }));
    expect(altered).toMatchObject([{ holds: false, values: { why: "altered" } }]);
    const missing = read();
    delete missing.files[file(missing)];
    expect(await pathOf(missing)).toMatchObject([{ holds: "unknown", values: { why: "absent" } }]);
    const archive = Buffer.from(await told.take(story.caseId, "wacz"));
    const whole = await checkBytes(new Uint8Array(archive));
    expect(whole.findings).toContainEqual(
      expect.objectContaining({ code: "file", holds: true, path: expect.stringMatching(/^check /) }),
    );

    function changedFile(change: { base64: string }): Exported {
      const exported = read();
      Object.assign(exported.files[file(exported)], change);
      return exported;
    }
  });

  test.each(["id", "en"] as const)("describes the course of the case in words, in %s", async (language) => {
    const verdict = await checkBytes(json);
    const course = courseOf(language, verdict);
    expect(course.map(({ at }) => at)).toEqual(course.map(({ at }) => at).sort());
    expect(course.every(({ holds }) => holds === true)).toBe(true);
    const text = course.map((line) => line.text).join("\n");
    const words = {
      id: [
        "1 laporan diterima",
        "Keputusan Budi",
        "ditandatangani dengan kunci penerima",
        "diterima saluran",
        "ditindak sesuai permintaan",
        "melihat: sudah tidak ada",
        "Pengirimnya, menurut pengakuannya: pengunggah",
        "Hasilnya: ditolak",
      ],
      en: [
        "1 report received",
        "decision of Budi",
        "signed with the intake's key",
        "accepted by its channel",
        "acted on as asked",
        "saw: gone",
        "sender, by their own word: uploader",
        "result: dismissed",
      ],
    };
    for (const word of words[language]) expect(text).toContain(word);
    expect(formatVerdict(language, verdict)).toContain(course[0]?.text);
  });

  describe("without the intake's key, nothing can be", () => {
    test.each<[string, (exported: Exported) => void]>([
      ["left out: an answer", ({ requests }) => requests.events.pop()],
      ["left out: the objections", ({ requests }) => (requests.objections = [])],
      ["left out: everything about the letter", (exported) => delete exported.requests],
      ["left out: the newest entry of the log", ({ logs }) => logs[0].entries.pop()],
      [
        "declared left out: a check",
        ({ requests: { checks } }) => (checks[1] = { id: checks[1].id, leftOut: "withheld" }),
      ],
      ["reordered: the events", ({ requests }) => requests.events.reverse()],
      ["reordered: the log", ({ logs }) => logs[0].entries.reverse()],
      ["dated later", (exported) => (exported.exportedAt = "2026-12-24T00:00:00.000Z")],
    ])("%s", async (_, change) => {
      expect((await changed(change, false)).length).toBeGreaterThan(0);
    });
  });

  describe("with the intake's key, the log still shows", () => {
    test.each<[string, (exported: Exported) => void, RegExp]>([
      ["that an answer is missing", ({ requests }) => requests.events.splice(3, 1), /^complete event /],
      ["that an objection is missing", ({ requests }) => requests.objections.pop(), /^complete objection /],
      ["that a check is missing", ({ requests }) => requests.checks.pop(), /^complete check /],
      ["that a letter is missing", ({ requests }) => requests.letters.pop(), /^complete letter /],
      ["that a decision is missing", (exported) => (exported.decisions = []), /^complete decision /],
      ["that a report is missing", (exported) => (exported.reports = []), /^complete report /],
      [
        "that a part is there twice",
        ({ requests }) => requests.checks.push(requests.checks[0]),
        /^complete check /,
      ],
      [
        "that a letter's signature is gone",
        ({ requests }) => delete requests.letters[0].jws,
        /^letter .* absent$/,
      ],
      [
        "that a check's seal is gone",
        ({ requests }) => delete requests.checks[0].seal,
        /^outcome-check .* absent$/,
      ],
      [
        "another answer",
        ({ requests }) => (requests.events.at(-3).detail.note = "Belum."),
        /^letter-event .* content$/,
      ],
      [
        "another note on a check",
        ({ requests }) => (requests.checks[1].note = "Masih ada."),
        /^outcome-check .* note$/,
      ],
      [
        "another text of an objection",
        ({ requests }) => (requests.objections[0].text = "Setuju."),
        /^objection .* content$/,
      ],
      [
        "another reason of a hearing",
        ({ requests }) => (requests.objections[0].reason = "Pesanan."),
        /^objection .* reason$/,
      ],
      [
        "a decision in force that is called waiting",
        ({ decisions: [decision] }) => {
          for (const name of ["answeredBy", "answeredAt", "answerReason", "answerLook", "answerUnseenReason"])
            delete decision[name];
          decision.state = "proposed";
        },
        /^decision .* state$/,
      ],
      [
        "contents that are called deleted",
        ({ reports: [report] }) => (report.deletedAt = report.receivedAt),
        /^left-out LK-/,
      ],
      ["another post in its head", ({ case: head }) => (head.subject = "x:post:999"), /^case case subject$/],
      ["another state in its head", ({ case: head }) => (head.state = "rejected"), /^case case state$/],
      [
        "another category in its head",
        ({ case: head }) => (head.category = "NARKOTIKA"),
        /^case case category$/,
      ],
      ["another number of reports in its head", ({ case: head }) => head.reports++, /^case case reports$/],
      ["a log that was cut after it was sealed", ({ logs }) => logs[0].entries.splice(-2), /^inclusion /],
      ["a batch that was left out", ({ inclusions }) => inclusions.shift(), /^sealed /],
    ])("%s", async (_, change, finding) => {
      expect(await changed(change)).toContainEqual(expect.stringMatching(finding));
    });

    test("a letter of another case in place of its own", async () => {
      const [letter] = read(otherJson).requests.letters;
      const result = await changed(({ requests }) => (requests.letters[0].jws = letter.jws));
      expect(result).toContainEqual(expect.stringMatching(/^letter .* log$/));
      const added = await changed(({ requests }) => requests.letters.push(letter));
      expect(added).toContainEqual(expect.stringMatching(/^letter .* log$/));
    });

    test("checks, answers and objections of another case", async () => {
      const { requests } = read(otherJson);
      const result = await changed((exported) => {
        for (const part of ["events", "checks", "objections"])
          exported.requests[part].push(...requests[part]);
      });
      for (const finding of [/^letter-event .* log$/, /^outcome-check .* log$/, /^objection .* log$/])
        expect(result).toContainEqual(expect.stringMatching(finding));
    });

    test("parts of two cases with both logs: each report and decision stays with its own", async () => {
      const two = read(otherJson);
      const result = await changed((exported) => {
        exported.logs.push(...two.logs);
        exported.decisions = two.decisions;
      });
      expect(result).toContainEqual(expect.stringMatching(/^complete decision /));
      expect(result).toContainEqual(`complete log ${other.caseId}`);
      const log = await changed((exported) => (exported.logs[0].entries = two.logs[0].entries));
      expect(log).toContainEqual(expect.stringMatching(/^log /));
    });

    test("a seal of another device, and of the same device over another statement", async () => {
      const [first] = read().requests.checks;
      const payload = JSON.parse(Buffer.from(first.seal.split(".")[1], "base64url").toString());
      const stranger = await newKey();
      const forged = await sealOutcomeProof(payload, stranger);
      const resealed = await sealOutcomeProof({ ...payload, seen: "removed" }, told.one.key);
      for (const seal of [forged, resealed]) {
        const result = await changed(({ requests }) => (requests.checks[0].seal = seal));
        expect(result).toContainEqual(expect.stringMatching(/^outcome-check .* log$/));
      }
    });

    test("a seal under a key that was swapped in the list of devices", async () => {
      const { publicKey } = await newKey();
      const result = await changed(({ keys }) => {
        for (const device of keys.devices) device.publicKey = publicKey;
      });
      expect(result).toContainEqual(expect.stringMatching(/^outcome-check .* signature$/));
    });

    test("a key in the list of devices that is no point of the curve", async () => {
      const result = await changed(({ keys }) => {
        for (const device of keys.devices) device.publicKey = { ...device.publicKey, x: "A".repeat(43) };
      });
      expect(result).toContainEqual(expect.stringMatching(/^outcome-check .* key$/));
    });

    test("a log that was rewritten, by the batches that were sealed", async () => {
      const exported = read();
      const [{ caseId, entries }] = exported.logs;
      let previous = caseId;
      for (const [index, entry] of entries.entries()) {
        const detail =
          entry.act === "objection-heard" ? { ...entry.detail, outcome: "upheld" } : entry.detail;
        entries[index] = await linkEntry({ ...entry, detail }, previous);
        previous = entries[index].hash;
      }
      expect(await findings(await resign(exported))).toContainEqual(expect.stringMatching(/^inclusion /));
    });
  });

  test("a file signed with another key fails against the published one", async () => {
    const exported = read();
    const key = await newKey();
    const { files, jws: _, ...rest } = exported;
    const signed = { ...rest, keys: { ...rest.keys, intake: key.publicKey } };
    const forged = { ...signed, files, jws: await signExport(signed, key) };
    const { intakeKey = "" } = await checkBytes(json);
    const result = await findings(forged, { intakeKey });
    expect(result).toContainEqual(expect.stringMatching(/^intake-key/));
    expect(result).toContainEqual(expect.stringMatching(/^letter .* signature$/));
  });

  test("an old export shows when it was made, and where its log ends", async () => {
    const verdict = await checkBytes(json);
    const { entries } = read().logs[0];
    const last = entries.at(-1);
    expect(verdict.exported).toMatchObject({ at: read().exportedAt, head: { entry: last.seq, at: last.at } });
    await told.check(story.item, { seen: "removed" });
    expect((await checkBytes(await told.take(story.caseId, "json"))).exported?.head?.entry).toBeGreaterThan(
      last.seq,
    );
    expect(aboutFile("en", verdict).join("\n")).toContain(`Its log ends with entry ${last.seq}`);
    expect(formatVerdict("id", verdict)).toContain("Bahwa ini keadaan terakhir.");
  });

  test("an export from before it held letters is not complete, and does not fail", async () => {
    const { requests: _, files, ...exported } = read();
    // Such an export has no pictures of checks either.
    const older = Object.fromEntries(
      Object.entries(files).filter((file) => !isGonePicture(file as [string, Exported])),
    );
    const verdict = await checkBytes(write(await resign({ ...exported, files: older })));
    expect(verdict.outcome).toBe("holds");
    expect(verdict.findings).toContainEqual(expect.objectContaining({ code: "complete", holds: "unknown" }));
  });

  test("a ZIP with two entries of one name fails", async () => {
    const wacz = await told.take(story.caseId, "wacz");
    const name = Buffer.from("pages/pages.jsonl");
    const twice = Buffer.from(wacz);
    for (let at = twice.indexOf(name); at !== -1; at = twice.indexOf(name, at + 1))
      twice.write("custody/case.json", at, "latin1");
    expect(name.length).toBe("custody/case.json".length);
    const verdict = await checkBytes(new Uint8Array(twice));
    expect(verdict.outcome).not.toBe("holds");
    expect(verdict.findings).toContainEqual(
      expect.objectContaining({ code: "zip", holds: false, path: "custody/case.json" }),
    );
  });

  test.each([
    ["json", "request"],
    ["wacz", "request"],
    ["json", "referral"],
    ["wacz", "referral"],
  ] as const)(
    "%s with a %s: a sample of single changed bytes is found",
    { timeout: 120_000 },
    async (format, ended) => {
      const bytes = await told.take((ended === "request" ? story : referred).caseId, format);
      const random = mulberry32(19);
      const missed: string[] = [];
      for (let time = 0; time < 40; time++) {
        const wrong = bytes.slice();
        const place = Math.floor(random() * wrong.length);
        const flip = 1 + Math.floor(random() * 255);
        wrong[place] = (wrong[place] ?? 0) ^ flip;
        if ((await checkBytes(wrong)).outcome === "holds") missed.push(`byte ${place} ^ ${flip}`);
      }
      expect(missed).toEqual([]);
    },
  );

  describe("a referral", () => {
    const changedReferral = (change: (exported: Exported) => void) => changed(change, true, referredJson);

    test.each(["json", "wacz"] as const)("%s holds as written", async (format) => {
      const verdict = await checkBytes(await told.take(referred.caseId, format));
      expect(verdict.findings.filter(({ holds }) => holds === false)).toEqual([]);
      expect(verdict.outcome).toBe("holds");
      const holding = verdict.findings.filter(({ holds }) => holds === true).map(({ code }) => code);
      expect(holding).toEqual(
        expect.arrayContaining(["referral", "referral-event", "referral-answer", "complete", "decision"]),
      );
    });

    test.each([
      [
        "id",
        [
          "Keputusan Budi Pengusul",
          "Surat rujukan R-00001/LK-KOMINFO/XI/2026 kepada DJKI",
          "dialihkan ke saluran lain",
          "kepada DJKI diterima saluran pengirimannya",
          "diakui diterima oleh tujuannya",
          "disusul pengingat",
          "Pengingat R-00001",
          "Jawaban DJKI atas rujukan R-00001/LK-KOMINFO/XI/2026: ditindaklanjuti. Dicatat oleh orang di kementerian",
          "tidak ditindaklanjuti. Dicatat oleh orang di kementerian",
          "(dicatat tanpa mengubah keadaan)",
          "Keputusan Rina Penyidang",
          "Surat rujukan R-00001/LK-KOMINFO/XI/2026 kepada DJKI ditarik",
          "Surat penarikan R-00001",
        ],
      ],
      [
        "en",
        [
          "decision of Budi Pengusul",
          "referral R-00001/LK-KOMINFO/XI/2026 to",
          "was moved to another channel",
          "was acknowledged by the recipient",
          "was followed by a reminder",
          "Reminder R-00001",
          "to the referral R-00001/LK-KOMINFO/XI/2026 from Intellectual property office (DJKI): acted on. Recorded by a person of the ministry",
          "not acted on. Recorded by a person of the ministry",
          "(recorded without a change of state)",
          "was withdrawn",
          "Withdrawal R-00001",
        ],
      ],
    ] as const)("is told in words, in %s", async (language, words) => {
      const course = courseOf(language, await checkBytes(referredJson));
      expect(course.every(({ holds }) => holds === true)).toBe(true);
      expect(course.map(({ at }) => at)).toEqual(course.map(({ at }) => at).sort());
      const text = course.map((line) => line.text).join("\n");
      for (const word of words) expect(text).toContain(word);
    });

    test("closed without an answer, and a watched post, are described too", async () => {
      const closed = courseOf("en", await checkBytes(closedJson)).map(({ text }) => text);
      expect(closed.join("\n")).toMatch(/Referral R-00002\/.* was closed without an answer, .*; as logged/);
      const verdict = await checkBytes(watchedJson);
      expect(verdict.outcome).toBe("holds");
      const watched = courseOf("en", verdict).map(({ text }) => text);
      expect(watched.join("\n")).toMatch(/the watched post is still shown\. Next: to be looked at again/);
      expect(watched.join("\n")).toMatch(/the watched post is gone\. Next: it is gone/);
    });

    test.each<[string, (exported: Exported) => void, RegExp]>([
      ["is missing", ({ referrals }) => referrals.letters.pop(), /^complete referral /],
      ["has no answer", ({ referrals }) => referrals.events.splice(5, 1), /^complete referral-event /],
      ["has no withdrawal", ({ referrals }) => referrals.events.splice(-2), /^complete referral-event /],
      [
        "is there twice",
        ({ referrals }) => referrals.letters.push(referrals.letters[0]),
        /^complete referral /,
      ],
      ["has no signature", ({ referrals }) => delete referrals.letters[0].jws, /^referral .* absent$/],
      [
        "has another answer",
        ({ referrals }) => (answersOf(referrals)[0].detail.outcome = "declined"),
        /^referral-event .* content$/,
      ],
      [
        "has its two answers swapped",
        ({ referrals }) => {
          const [first, second] = answersOf(referrals);
          [first.detail, second.detail] = [second.detail, first.detail];
        },
        /^referral-event .* content$/,
      ],
      [
        "has an answer that never counted made to count",
        ({ referrals }) => delete answersOf(referrals)[1].detail.noted,
        /^referral-event .* content$/,
      ],
    ])("is found if it %s, whatever key signed the file", async (_, change, finding) => {
      expect(await changedReferral(change)).toContainEqual(expect.stringMatching(finding));
    });

    const answersOf = ({ events }: Exported) =>
      events.filter(({ detail }: Exported) => detail?.kind === "answered");

    test("finds a part of another case, in place of its own and beside it", async () => {
      const { referrals } = read(closedJson);
      const swapped = await changedReferral(
        (exported) => (exported.referrals.letters[0].jws = referrals.letters[0].jws),
      );
      expect(swapped).toContainEqual(expect.stringMatching(/^referral .* log$/));
      const added = await changedReferral((exported) => {
        for (const part of ["letters", "events"]) exported.referrals[part].push(...referrals[part]);
      });
      expect(added).toContainEqual(expect.stringMatching(/^referral referral R-00002.* log$/));
      expect(added).toContainEqual(expect.stringMatching(/^referral-event .* log$/));
      const looks = await changedReferral((exported) =>
        exported.referrals.looks.push(...read(watchedJson).referrals.looks),
      );
      expect(looks).toContainEqual(expect.stringMatching(/^look .* log$/));
    });

    test("is found when it names another agency, by the letter, the log, the decision and the batch", async () => {
      const exported = read(referredJson);
      const [letter] = exported.referrals.letters;
      const payload = JSON.parse(Buffer.from(letter.jws.split(".")[1], "base64url").toString());
      const forged = await signReferral({ ...payload, partner: "POLRI" }, told.kit.intake.key);
      const resigned = await changedReferral(({ referrals }) => (referrals.letters[0].jws = forged));
      for (const finding of [/^referral .* log$/, /^referral .* partner$/, /^referral .* decision$/])
        expect(resigned).toContainEqual(expect.stringMatching(finding));
      const digest = await digestJson({ ...payload, partner: "POLRI" });
      const signed = `sha256:${await digestJson(forged)}`;
      letter.jws = forged;
      // An administrator also rewrites the log, and every state of the referral in it.
      const [{ caseId, entries }] = exported.logs;
      let previous = caseId;
      for (const [index, { detail, ...entry }] of entries.entries()) {
        const state = detail.rows?.[`referrals/${letter.id}`];
        if (state) Object.assign(state, { partner: "POLRI", letter: `sha256:${digest}`, jws: signed });
        if (entry.act === "referral-made") Object.assign(detail, { partner: "POLRI", letter: digest });
        entries[index] = await linkEntry({ ...entry, detail }, previous);
        previous = entries[index].hash;
      }
      const rewritten = await findings(await resign(exported));
      expect(rewritten).toContainEqual(expect.stringMatching(/^referral .* decision$/));
      expect(rewritten).toContainEqual(expect.stringMatching(/^inclusion /));
    });

    test("proves every value: finds any change of each, even in a file with a new signature", async () => {
      const paths: (string | number)[][] = [];
      const walk = (value: Exported, path: (string | number)[]) => {
        if (typeof value === "object" && value !== null)
          for (const [key, one] of Object.entries(value)) walk(one, [...path, key]);
        else paths.push(path);
      };
      walk(read(referredJson).referrals, []);
      expect(paths.length).toBeGreaterThan(30);
      const missed: string[] = [];
      for (const path of paths) {
        const result = await changedReferral(({ referrals }) => {
          const last = path.at(-1) ?? "";
          const parent = path.slice(0, -1).reduce((part, key) => part[key], referrals);
          parent[last] = otherValue(parent[last]);
        });
        if (result.length === 0) missed.push(path.join("."));
      }
      expect(missed).toEqual([]);
    }, 120_000);

    test("an export from before it held referrals is not complete, and does not fail", async () => {
      const older = await resign((({ referrals: _, ...exported }) => exported)(read(referredJson)));
      const verdict = await checkBytes(write(older));
      expect(verdict.outcome).toBe("holds");
      expect(verdict.findings).toContainEqual(
        expect.objectContaining({
          code: "complete",
          holds: "unknown",
          values: expect.objectContaining({ what: "referrals" }),
        }),
      );
    });

    test("contains no words if its case is withheld, and its log still describes its course", async () => {
      const { caseId } = await told.refer();
      const { caseId: watched, note } = await told.watch();
      await told.kit.store.db
        .update(cases)
        .set({ withheld: true })
        .where(inArray(cases.id, [caseId, watched]));
      for (const [id, words] of [
        [caseId, ["Diantar kurir.", "Sedang diproses.", "Ternyata tidak."]],
        [watched, [note]],
      ] as const) {
        const bytes = await told.take(id, "json");
        const text = new TextDecoder().decode(bytes);
        for (const word of words) expect(text).not.toContain(word);
        const verdict = await checkBytes(bytes);
        expectHidden(verdict);
      }
      expect(read(await told.take(caseId, "json")).referrals.letters).toMatchObject([
        { leftOut: "withheld" },
      ]);
    });

    test("is in the desk's dossier with the digest of its letter, and in nothing for outsiders", async () => {
      const html = new TextDecoder().decode(await told.take(referred.caseId, "html"));
      const { jws } = read(referredJson).referrals.letters[0];
      for (const words of [
        "Jalannya perkara",
        "Surat rujukan",
        await digestHex(new TextEncoder().encode(jws)),
      ])
        expect(html).toContain(words);
      expect(html).not.toContain("tidak cocok");
      expect(withoutNames(read(referredJson))).not.toHaveProperty("referrals");
    });
  });

  test.each([
    ["requests", () => json],
    ["referrals", () => referredJson],
  ] as const)("names no person, device or objector in the text about %s", async (part, bytes) => {
    const exported = read(bytes());
    const text = JSON.stringify(exported[part]);
    const rows = await told.kit.store.db.select().from(people);
    const ids = rows.map(({ id }) => id);
    const devices = exported.keys.devices.map(({ deviceId }: { deviceId: string }) => deviceId);
    expect(devices.length).toBeGreaterThan(1);
    for (const secret of [...storyPeople, ...ids, ...devices, "Pemilik Akun", "pemilik@contoh.test"])
      expect(text).not.toContain(secret);
    for (const secret of ["Pemilik Akun", "pemilik@contoh.test"])
      expect(JSON.stringify(exported)).not.toContain(secret);
  });

  test("the dossier contains it for the desk; the platform's link has neither it nor a name", async () => {
    const html = new TextDecoder().decode(await told.take(story.caseId, "html"));
    for (const words of ["Jalannya perkara", "melihat: sudah tidak ada", "Hasilnya: ditolak"])
      expect(html).toContain(words);
    expect(html).not.toContain("tidak cocok");
    const exported = read();
    const rows = await told.kit.store.db.select().from(people);
    const devices = exported.keys.devices.map(({ deviceId }: { deviceId: string }) => deviceId);
    const secrets = [...storyPeople, ...rows.map(({ id }) => id), ...devices];
    const letter = await openLetter(exported.requests.letters[0].jws, told.kit.intake.key.publicKey);
    if (!letter.ok) throw new Error(letter.problem.code);
    const { address = "" } = (await evidenceLinks(letter.value, told.kit.intake.key)).get(1) ?? {};
    for (const format of ["html", "pdf"]) {
      const answer = await told.kit.app.request(address.replace(/pdf$/, format));
      expect(answer.status).toBe(200);
      const outside = Buffer.from(await answer.arrayBuffer()).toString("latin1");
      for (const secret of [...secrets, "Jalannya perkara", "Ini parodi.", "Sudah hilang."])
        expect(outside).not.toContain(secret);
    }
    // A PDF hides its text from a search, so the contents of both formats are searched as well.
    const contents = JSON.stringify(withoutNames({ ...exported, exportedBy: "platform x" }));
    expect(secrets.filter((secret) => contents.includes(secret))).toEqual([]);
    for (const part of ["requests", 'detail":{"', "Pemilik Akun", "deviceId"])
      expect(contents).not.toContain(part);
  });

  test("a letter that names a case of another unit is left out, and marked so", async () => {
    const { db } = told.kit.store;
    const [foreign = ""] = story.others;
    await db.update(cases).set({ language: "jv" }).where(eq(cases.id, foreign));
    const unit = { name: "Bahasa Indonesia", sites: null, categories: null, languages: ["id"] };
    await saveUnit(db, unit, told.kit.intake.now());
    const outsider = await told.kit.enrolled("supervisor", "Dewi", "Bahasa Indonesia");
    const bytes = await told.take(story.caseId, "json", outsider);
    const { letters, events, checks } = read(bytes).requests;
    expect(letters).toEqual([{ id: story.request, leftOut: "other-unit" }]);
    expect(events.every((one: Exported) => one.leftOut === "other-unit")).toBe(true);
    expect(checks.every((one: Exported) => one.seal !== undefined)).toBe(true);
    const verdict = await checkBytes(bytes);
    expect(verdict.outcome).toBe("holds");
    const words = courseOf("en", verdict).map(({ holds, text }) => `${holds} ${text}`);
    expect(words.join("\n")).toMatch(/unknown The letter .* it names cases of another unit/);
    // The seal holds, but nothing shows that the letter asked for this address.
    expect(words.join("\n")).toMatch(/unknown By the log, the check .* its letter is not in this file/);
  });

  test("a withheld case exports no words about it, and its log still shows that they existed", async () => {
    const { caseId } = await told.tell();
    await told.kit.store.db.update(cases).set({ withheld: true }).where(eq(cases.id, caseId));
    const bytes = await told.take(caseId, "json");
    const { requests } = read(bytes);
    expect(requests.letters).toMatchObject([{ leftOut: "withheld" }]);
    expect(requests.objections).toMatchObject([{ leftOut: "withheld" }]);
    const text = new TextDecoder().decode(bytes);
    for (const words of [
      "Lewat formulir.",
      "Sudah hilang.",
      "Halaman tidak ada",
      "Ini parodi.",
      "Bukan parodi.",
    ])
      expect(text).not.toContain(words);
    expect(text).not.toContain(Buffer.from("Halaman tidak ada").toString("base64url").slice(4, -4));
    const verdict = await checkBytes(bytes);
    expectHidden(verdict);
    const hidden = verdict.findings.filter(({ holds }) => holds === false).map(({ code }) => code);
    expect(hidden).toEqual(expect.arrayContaining(["left-out", "outcome-check", "objection"]));
  });

  test.each<[string, Pick<DecisionView, "state" | "category">[], string, boolean]>([
    ["reported as such and undecided", [], "PORNO_ANAK", true],
    ["reported as another category", [], "JUDI", false],
    ["proposed as such", [{ state: "proposed", category: "PORNO_ANAK" }], "JUDI", true],
    ["decided as such", [{ state: "confirmed", category: "PORNO_ANAK" }], "JUDI", true],
    ["refused as such", [{ state: "refused", category: "PORNO_ANAK" }], "JUDI", false],
    ["decided as another category", [{ state: "confirmed", category: "JUDI" }], "PORNO_ANAK", false],
    ["rejected without a category", [{ state: "confirmed" }], "PORNO_ANAK", true],
  ])("the no-pixels lane of a case %s", (_, decisions, category, inLane) => {
    const entry = { act: "report-received", detail: { category } } as unknown as LogEntry;
    expect(isInLane(decisions as DecisionView[], new Map([["case", [entry]]]))).toBe(inLane);
  });

  test("the desk shows no words about a withheld case in its requests and referrals either", async () => {
    const { db } = told.kit.store;
    const get = (path: string) => told.one.call("GET", `/v1/${path}`);
    const ordered = await told.tell({ more: 1 });
    const [other = ""] = ordered.others;
    const { caseId, referral } = await told.refer();
    const closed = await told.refer({ close: true });
    const withhold = (ids: string[], withheld: boolean) =>
      db.update(cases).set({ withheld }).where(inArray(cases.id, ids));
    const paths = [
      `requests/${ordered.request}`,
      `requests/${ordered.request}/letters/request/txt`,
      `requests/${ordered.request}/letters/request/jws`,
      `referrals/${referral}`,
      `referrals/${referral}/letters/referral/txt`,
      `referrals/${closed.referral}`,
    ];
    const before = await Promise.all(paths.map(get));
    expect(before.map(({ status }) => status)).toEqual(paths.map(() => 200));
    const [{ analysis }, unchanged] = before[0]?.body.letter.items ?? [];
    const words = [analysis, before[3]?.body.letter.analysis, "Lewat formulir.", "Sudah."];
    words.push("Diantar kurir.", "Sedang diproses.", "Ternyata tidak.", "DJKI tidak menjawab.");
    const text = (answers: { body: unknown }[]) =>
      answers
        .map(({ body }) => (body instanceof Uint8Array ? Buffer.from(body) : JSON.stringify(body)))
        .join();
    for (const word of words) expect(text(before)).toContain(word);

    await withhold([ordered.caseId, caseId, closed.caseId], true);
    const [request, ...others] = await Promise.all(paths.map(get));
    const refused = { status: 403, problem: "evidence-withheld" };
    expect(others).toMatchObject([refused, refused, { status: 200 }, refused, { status: 200 }]);
    expect([before[0]?.body.letterWithheld, request?.body.letterWithheld]).toEqual([undefined, true]);
    // The other item's case is open to the desk.
    const [own, open] = request?.body.letter.items ?? [];
    expect(own).not.toHaveProperty("author");
    expect(own.analysis).not.toBe(analysis);
    expect(open).toEqual(unchanged);
    expect(request?.body.itemList).toMatchObject([{ outcome: "acted" }, { outcomeNote: "Sudah." }]);
    expect(request?.body.itemList[0]).not.toHaveProperty("outcomeNote");
    expect(request?.body.events).toContainEqual(
      expect.objectContaining({ detail: { kind: "items", items: expect.anything() } }),
    );
    const rest = { ...request?.body, letter: { ...request?.body.letter, items: [own] }, itemList: [] };
    for (const word of words) expect(text([{ body: rest }, ...others])).not.toContain(word);

    await withhold([ordered.caseId, caseId, closed.caseId], false);
    const after = text(await Promise.all(paths.map(get)));
    for (const word of words) expect(after).toContain(word);
    // Its own case's export has no words about the other case.
    await withhold([other], true);
    const { requests } = read(await told.take(ordered.caseId, "json"));
    expect(JSON.stringify(requests.events)).not.toContain("Sudah.");
  });

  test("a letter that a person still has to deliver is readable for that", async () => {
    const { db } = told.kit.store;
    const id = await told.letters.make({ channel: "x-formulir" });
    const path = `/v1/requests/${id}`;
    const { body: before } = await told.one.call("GET", path);
    const { caseId } = before.itemList[0];
    await db.update(cases).set({ withheld: true }).where(eq(cases.id, caseId));
    expect((await told.one.call("GET", path)).body.letter).toEqual(before.letter);
    expect(await told.one.call("GET", `${path}/letters/request/txt`)).toMatchObject({ status: 200 });
  });

  test("a case with hundreds of reports is written and checked", { timeout: 240_000 }, async () => {
    const long = await told.tell({ reports: 200 });
    const bytes = await told.take(long.caseId, "json");
    const verdict = await checkBytes(bytes);
    expect(verdict.outcome).toBe("holds");
    expect(verdict.reports).toHaveLength(200);
    expect(courseOf("en", verdict)[0]?.text).toMatch(/^200 reports received/);
  });

  test("the digest of the letter is the one in the log", async () => {
    const exported = read();
    const { jws } = exported.requests.letters[0];
    const letter = JSON.parse(Buffer.from(jws.split(".")[1], "base64url").toString());
    const made = exported.logs[0].entries.find(({ act }: { act: string }) => act === "request-made");
    expect(made.detail.letter).toBe(await digestJson(letter));
    expect(letter.id).toBe(story.request);
  });
});
