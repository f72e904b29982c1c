/** Takes every act that a person may take on a case, and follows each until nothing waits for anyone. */

import { randomUUID } from "node:crypto";
import { finishReferralLetter } from "../../intake/referrals/store/deliver-referrals.ts";
import { loadPartnerChannels } from "../../intake/referrals/store/partner-channels.ts";
import { leaseReferralLetter } from "../../intake/referrals/store/referral-letters.ts";
import { loadChannels } from "../../intake/requests/store/channels.ts";
import type { IntakeKit, TestAnswer, TestDevice } from "../../scripts/dev/kits/intake-kit.ts";
import type { CaseAct } from "../../utils/shared/contract/case.ts";
import { agencyCode } from "../../utils/shared/contract/decision-grounds.ts";
import type { OwnReport } from "../../utils/shared/contract/own-report.ts";
import { partnerChannelFile } from "../../utils/shared/contract/partner-channel.ts";
import { channelFile } from "../../utils/shared/contract/platform-channel.ts";
import type { ReferralRow, WatchView } from "../../utils/shared/contract/referral.ts";
import { categories } from "../../utils/shared/policy/categories.ts";
import { destinationOf, outcomesOf } from "../../utils/shared/policy/decision-destinations.ts";
import { deskOf, verdicts } from "./desk-kit.ts";
import { approvalOf, partnersTo } from "./referral-kit.ts";

/** An act, and the state in which it ended. Undefined if it leads nowhere. */
export interface Walked {
  act: CaseAct;
  /** For example `approve HOAKS CEK_FAKTA`. */
  name: string;
  end: string | undefined;
}

const platforms = [
  { id: "x-formulir", site: "x", name: "X", kind: "form", address: "https://legalrequests.x.com/" },
  {
    id: "yt-formulir",
    site: "youtube",
    name: "YouTube",
    kind: "form",
    address: "https://support.google.com/",
  },
];

interface Walker {
  kit: IntakeKit;
  officer: TestDevice;
  pair: [TestDevice, TestDevice];
  others: [TestDevice, TestDevice];
  panel: TestDevice[];
  desk: ReturnType<typeof deskOf>;
}

export async function walkEnds(kit: IntakeKit): Promise<Walked[]> {
  const { db } = kit.store;
  await loadChannels(db, channelFile.parse(platforms), kit.intake.now());
  await loadPartnerChannels(db, partnerChannelFile.parse(partnersTo()), kit.intake.now());
  const officer = await kit.enrolled("officer", "Siti");
  const supervisor = (name: string) => kit.enrolled("supervisor", name);
  const pair: [TestDevice, TestDevice] = [await supervisor("Budi"), await supervisor("Ani")];
  const others: [TestDevice, TestDevice] = [await supervisor("Tono"), await supervisor("Sari")];
  const panel = [];
  for (const name of ["Panelis A", "Panelis B", "Panelis C"])
    panel.push(await kit.enrolled("panelist", name));
  const walker = { kit, officer, pair, others, panel, desk: deskOf(kit, { officer, reader: pair[0] }) };
  return [...(await walkDecisions(walker)), ...(await walkOthers(walker))];
}

/** Every approval that policy allows, every agency, and the other verdicts. */
async function walkDecisions(walker: Walker): Promise<Walked[]> {
  const walked: Walked[] = [];
  const walk = async (act: CaseAct, name: string, verdict: object) =>
    walked.push({ act, name, end: await endOfDecision(walker, verdict) });
  for (const { code, actions } of Object.values(categories))
    for (const action of actions)
      await walk("approve", `approve ${code} ${action}`, approvalOf(code, action));
  for (const agency of agencyCode.options)
    await walk("escalate", `escalate ${agency}`, { ...verdicts.escalate, agency });
  await walk("reject", "reject", verdicts.reject);
  await walk("recategorise", "recategorise", verdicts.recategorise);
  return walked;
}

async function decided(
  { desk, pair }: Walker,
  verdict: object,
): Promise<{ caseId: string; decisionId: string }> {
  const caseId = await desk.open();
  const proposed = must(await desk.decide(pair[0], caseId, verdict));
  must(await desk.answer(pair[1], proposed.id, "confirm"));
  return { caseId, decisionId: proposed.id };
}

async function endOfDecision(walker: Walker, verdict: object): Promise<string | undefined> {
  const { caseId, decisionId } = await decided(walker, verdict);
  const [decision] = must(await walker.desk.read(caseId)).decisions;
  switch (destinationOf(decision).to) {
    case "platform":
      return endOfRequest(walker, { caseId, decisionId });
    case "partner":
      return endOfReferral(walker, caseId);
    case "watch":
      return endOfWatch(walker, caseId);
    case "nowhere":
      return endForReporter(walker, caseId);
  }
}

/** A supervisor finds the decision among those that wait for a letter, and sends it; the platform answers. */
async function endOfRequest({ pair: [one, two] }: Walker, item: object): Promise<string | undefined> {
  const id = randomUUID();
  const made = await one.call("POST", "/v1/requests", { body: { id, items: [item] } });
  if (made.status !== 200) return undefined;
  const act = (by: TestDevice, path: string, body: object) =>
    by.call("POST", `/v1/requests/${id}/${path}`, { body: { id: randomUUID(), ...body } });
  must(await act(one, "sent", { letter: "request" }));
  const items = [{ place: 1, outcome: "acted" }];
  return must(await act(two, "answers", { kind: "items", items })).state === "answered"
    ? "answered"
    : undefined;
}

async function endOfReferral({ kit, pair: [one, two] }: Walker, caseId: string): Promise<string | undefined> {
  const list = async (): Promise<ReferralRow[]> =>
    must(await one.call("GET", `/v1/referrals?caseId=${caseId}`)).referrals;
  const [row] = await list();
  if (!row) return undefined;
  const [outcome] = outcomesOf(row.partner);
  const act = (by: TestDevice, path: string, body: object) =>
    by.call("POST", `/v1/referrals/${row.id}/${path}`, { body: { id: randomUUID(), ...body } });
  if (row.state === "by-hand") must(await act(one, "sent", { letter: "referral" }));
  else await deliver(kit);
  must(await act(two, "answers", { kind: "answered", outcome }));
  const [ended] = await list();
  return ended?.state === "answered" ? `answered by ${ended.partner}` : undefined;
}

/** As if the waiting letter to a partner had been sent. */
async function deliver({ store: { db }, intake }: IntakeKit): Promise<void> {
  const at = intake.now();
  const due = { at, kinds: ["email", "webhook"], leaseMs: 60_000 } as const;
  const taken = await leaseReferralLetter(db, due);
  if (!taken) throw new Error("no letter was due");
  await finishReferralLetter(db, taken.dispatch, { outcome: "sent", answer: "ok", at });
}

async function endOfWatch({ pair: [one, two] }: Walker, caseId: string): Promise<string | undefined> {
  const watches: WatchView[] = must(await one.call("GET", `/v1/watches?caseId=${caseId}`)).watches;
  const [watch] = watches;
  if (watch?.lookAt === undefined) return undefined;
  const next = { kind: "end", outcome: "calm" };
  const body = { id: randomUUID(), seen: "available", next };
  return must(await two.call("POST", `/v1/watches/${watch.id}/looks`, { body })).state;
}

/** The decision itself is the end: the reporter reads it, or the case waits under another category. */
async function endForReporter({ officer, desk }: Walker, caseId: string): Promise<string | undefined> {
  const { reports } = must(await officer.call("GET", "/v1/reports/own?limit=100"));
  const own = (reports as OwnReport[]).find((report) => report.caseId === caseId);
  const { state, can } = must(await desk.read(caseId));
  if (own?.outcome) return `reporter reads: ${own.outcome.why ?? own.outcome.action}`;
  return state === "open" && can.includes("approve") ? "open under another category" : undefined;
}

async function walkOthers(walker: Walker): Promise<Walked[]> {
  const { desk, pair, others, panel, officer } = walker;
  const [one, two] = pair;
  const walked: Walked[] = [];
  const note = (act: CaseAct, end: string | undefined) => walked.push({ act, name: act, end });
  const stateOf = async (caseId: string) => must(await desk.read(caseId)).state;

  note("confirm", await stateOf((await decided(walker, verdicts.reject)).caseId));

  const undone = await desk.open();
  const mine = must(await desk.decide(one, undone, verdicts.approve));
  must(await desk.answer(one, mine.id, "undo"));
  note("undo", await stateOf(undone));

  const disputed = await desk.open();
  const contested = must(await desk.decide(one, disputed, verdicts.approve));
  must(await desk.answer(two, contested.id, "refuse", "Bukan judi."));
  note("refuse", await stateOf(disputed));
  for (const panelist of panel.slice(0, 2)) must(await desk.vote(panelist, contested.id, "overturn"));
  const settled = await stateOf(disputed);
  note("vote", settled === "panel" ? undefined : settled);

  const reversed = await decided(walker, approvalOf("HOAKS", "CEK_FAKTA"));
  const reverses = reversed.decisionId;
  const reversal = must(await desk.decide(others[0], reversed.caseId, { ...verdicts.reject, reverses }));
  must(await desk.answer(others[1], reversal.id, "confirm"));
  const { referrals } = must(await one.call("GET", `/v1/referrals?caseId=${reversed.caseId}`));
  note("reverse", referrals[0]?.state === "withdrawn" ? "withdrawn" : undefined);

  const asked = await desk.open();
  const { reportList } = must(await desk.read(asked));
  const question = { id: randomUUID(), reportId: reportList[0].id, text: "Di menit ke berapa?" };
  must(await one.call("POST", `/v1/cases/${asked}/questions`, { body: question }));
  must(await officer.call("POST", `/v1/questions/${question.id}/answer`, { body: { answer: "Kedua." } }));
  note("ask", must(await desk.read(asked)).questions[0]?.answer ? "answered" : undefined);

  note("ask-reviewers", await endOfReviewRequest(walker));

  const [here, there] = [await desk.open(), await desk.open()];
  const join = { act: "join", with: there, reason: "Tulisan yang sama." };
  must(await one.call("POST", `/v1/cases/${here}/likeness`, { body: join }));
  note("regroup", must(await desk.read(here)).group ? "grouped" : undefined);
  return walked;
}

/** The act is offered on a video, where it succeeds, and not on a post, where it cannot. */
async function endOfReviewRequest({ desk, pair: [one] }: Walker): Promise<string | undefined> {
  const onPost = must(await desk.read(await desk.open()));
  if (onPost.can.includes("ask-reviewers")) return undefined;
  const video = await desk.open({ evidence: { site: "youtube", kind: "video" } });
  if (!must(await desk.read(video)).can.includes("ask-reviewers")) return undefined;
  const body = { reason: "Perlu konteks setempat." };
  must(await one.call("POST", `/v1/cases/${video}/review-requests`, { body }));
  return must(await desk.read(video)).reviewAsked ? "in the reviewers' queue" : undefined;
}

function must({ status, body }: TestAnswer): TestAnswer["body"] {
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body;
}
