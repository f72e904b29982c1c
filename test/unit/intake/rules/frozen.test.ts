/** The post that a decision keeps: only what a report or its subject proves. */

import { describe, expect, test } from "vitest";
import { redactedPost } from "../../../../intake/cases/store/redact-reports.ts";
import {
  type FreezeInput,
  freezeFromReport,
  freezePost,
} from "../../../../intake/decisions/store/frozen-post.ts";
import { deletionDue, type KeptReport } from "../../../../intake/evidence/rules/retention.ts";
import { evidence } from "../../../../scripts/dev/kits/evidence.ts";
import { type CaseState, caseState } from "../../../../utils/shared/contract/case-state.ts";
import type { FrozenPost } from "../../../../utils/shared/contract/decision.ts";
import type { Fields } from "../../../../utils/shared/contract/evidence.ts";
import { keptFields } from "../../../../utils/shared/policy/no-pixels.ts";
import { retention } from "../../../../utils/shared/policy/retention.ts";

const { subject } = evidence;
const shown = `https://x.com/slot_ceria_99/status/1860000000000000001`;
const plain = "https://x.com/i/status/1860000000000000001";
const seen = (change: Partial<FreezeInput> = {}, row: Partial<FreezeInput["row"]> = {}): FreezeInput => ({
  row: { version: 3, subject, permalink: shown, author: "Slot Ceria", ...row },
  names: [{ subject, own: true }],
  ...{ input: "d".repeat(64), bare: false },
  ...change,
});
const withFields = (fields: Fields) => ({ reportId: "r", evidence: { ...evidence, fields } });
const field = <T>(value: T) => ({ value, source: "text p" });

describe("a decision keeps", () => {
  test("version, input, subject, address and account as the decider saw them", () => {
    expect(freezePost(seen())).toEqual({
      ...{ caseVersion: 3, input: "d".repeat(64), subject, aliases: [] },
      ...{ address: shown, author: "Slot Ceria" },
    });
  });

  test("the account's id alone in the no-pixels lane", () => {
    expect(freezePost(seen({ bare: true }))).not.toHaveProperty("author");
    expect(freezePost(seen({}, { author: null }))).not.toHaveProperty("author");
  });

  test("other names only if a report had them as its subject", () => {
    const names = [
      ...[
        { subject: "x:post:2", own: true },
        { subject: "x:post:3", own: false },
      ],
      { subject, own: true },
    ];
    expect(freezePost(seen({ names })).aliases).toEqual(["x:post:2"]);
  });

  test.each<[string, string | null, string]>([
    ["of another post", "https://x.com/a/status/2", plain],
    ["that is none of the site's", "https://contoh.example/", plain],
    ["that is missing", null, plain],
    ["of another name of the case", "https://x.com/a/status/3", "https://x.com/a/status/3"],
  ])("no address %s", (_what, permalink, address) => {
    const names = [
      { subject, own: true },
      { subject: "x:post:3", own: false },
    ];
    expect(freezePost(seen({ names }, { permalink })).address).toBe(address);
  });

  test("an empty address if the subject alone does not lead there", () => {
    const comment = "youtube:comment:UgxContoh";
    const names = [{ subject: comment, own: true }];
    expect(freezePost(seen({ names }, { subject: comment, permalink: null })).address).toBe("");
  });

  test("id, times and digest of its newest report", () => {
    const { capturedAt } = evidence;
    const report = withFields({ authorId: field("77"), publishedAt: field(capturedAt) });
    expect(freezePost(seen({ report: { ...report, manifest: "m" } }))).toMatchObject({
      ...{ authorId: "77", publishedAt: capturedAt },
      evidence: { reportId: "r", capturedAt, manifest: "m" },
    });
    const bare = freezePost(seen({ report: withFields({}) }));
    expect(bare.evidence).toStrictEqual({ reportId: "r", capturedAt });
    expect(bare).not.toHaveProperty("authorId");
    expect(bare).not.toHaveProperty("publishedAt");
  });
});

describe("an earlier decision is frozen by its newest report alone", () => {
  const earlier = (fields?: Fields) =>
    freezeFromReport(
      seen(fields ? { report: withFields(fields) } : {}, { author: "Siapa", permalink: plain }),
    );

  test("with the account as that report shows it", () => {
    expect(earlier({ authorName: field("Nama"), authorHandle: field("@a") }).author).toBe("Nama");
    expect(earlier({ authorHandle: field("@a") }).author).toBe("@a");
    expect(earlier({})).not.toHaveProperty("author");
  });

  test("with its address only if it names the report's post", () => {
    expect(earlier({ permalink: field(shown) }).address).toBe(shown);
    expect(earlier({ permalink: field("https://x.com/a/status/2") }).address).toBe(plain);
  });

  test("without any: by the subject", () => {
    const frozen = earlier();
    expect(frozen).toMatchObject({ caseVersion: 3, address: plain });
    expect(frozen).not.toHaveProperty("author");
  });
});

const frozen: FrozenPost = freezePost(
  seen({ report: withFields({ authorId: field("77"), publishedAt: field(evidence.capturedAt) }) }),
);

test("after its evidence was deleted it names no account and no address", () => {
  const { caseVersion, input, aliases } = frozen;
  const left = {
    ...{ caseVersion, input, subject, aliases, evidence: frozen.evidence },
    deletedAt: "1970-01-01T00:00:00.000Z",
  };
  expect(redactedPost(frozen, [], new Date(0))).toEqual(left);
});

test("in the no-pixels lane a decision keeps the address and the account's id, which the letter needs", () => {
  const { author: _author, ...kept } = frozen;
  expect(redactedPost(frozen, keptFields, new Date(0))).toEqual({
    ...kept,
    deletedAt: "1970-01-01T00:00:00.000Z",
  });
});

describe("a piece of evidence is due", () => {
  const day = 86_400_000;
  const [received, decided, withdrawn] = [new Date(0), new Date(5 * day), new Date(9 * day)];
  const report = (change: Partial<KeptReport> = {}): KeptReport => ({
    ...({ reported: "PORNO", receivedAt: received, withdrawnAt: null, isFrozen: false } as const),
    ...({ category: "JUDI", state: "approved", decidedAt: decided } as const),
    ...change,
  });
  const due = (change: Partial<KeptReport> = {}, policy = retention) => deletionDue(report(change), policy);
  const days = (from: Date, count: number | null) => new Date(from.getTime() + (count ?? 0) * day);

  test.each<[CaseState, string, number | null]>([
    ["approved", "approved", retention.JUDI.approved],
    ["escalated", "approved", retention.JUDI.approved],
    ["rejected", "rejected", retention.JUDI.rejected],
  ])("from the decision, by the case's category: %s", (state, outcome, count) => {
    expect(due({ state })).toEqual({ rule: `JUDI/${outcome}/${count}`, at: days(decided, count) });
  });

  test("never while the case awaits a decision, unless the policy limits it: then from its arrival", () => {
    const waiting = caseState.options.filter((state) => ["open", "proposed", "panel"].includes(state));
    const policy = { ...retention, JUDI: { ...retention.JUDI, open: 7 } };
    for (const state of waiting) {
      expect(due({ state }), state).toBeUndefined();
      expect(due({ state }, policy), state).toEqual({ rule: "JUDI/open/7", at: days(received, 7) });
    }
    expect(waiting).toHaveLength(3);
  });

  test("from its own arrival if it came after the decision, or the decision's time is unknown", () => {
    const late = new Date(6 * day);
    const count = retention.JUDI.approved;
    expect(due({ receivedAt: late })?.at).toEqual(days(late, count));
    expect(due({ decidedAt: null })?.at).toEqual(days(received, count));
  });

  test("from its withdrawal, by its own category, regardless of the decision", () => {
    const count = retention.PORNO.withdrawn;
    expect(due({ withdrawnAt: withdrawn })).toEqual({
      ...{ rule: `PORNO/withdrawn/${count}`, at: days(withdrawn, count) },
    });
  });
});
