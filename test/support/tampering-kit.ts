/** Database changes that an administrator could make, and a scenario to make them in. */

import { randomUUID } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import { placeHold } from "../../intake/cases/store/legal-holds.ts";
import { cases, decisions, log, requestItems } from "../../intake/db/schema/index.ts";
import type { Db } from "../../intake/db/store.ts";
import { receiveObjection } from "../../intake/objections/store/receive-objection.ts";
import { pinRecipesKey } from "../../intake/recipes/store/recipes.ts";
import { verifyStore } from "../../intake/verify/verify.ts";
import { addHook, endHook } from "../../intake/webhooks/store/hooks.ts";
import {
  type IntakeKit,
  samplePicture,
  sampleReport,
  type TestAnswer,
  withoutText,
} from "../../scripts/dev/kits/intake-kit.ts";
import type { WebhookEvent } from "../../utils/shared/contract/webhook.ts";
import { digestJson } from "../../utils/shared/seal/digest.ts";
import { linkEntry } from "../../utils/shared/seal/log-chain.ts";
import { deskOf, verdicts } from "./desk-kit.ts";
import { checkBody, pictured, proofOf, readRequestedItem, sendPicture } from "./outcome-check-kit.ts";
import { requestKit } from "./request-kit.ts";

/** Ids of the scenario, by the names that changes use. */
export type TamperingScenario = Record<
  | ("decided" | "decision" | "open" | "proposal" | "rejected" | "rejection" | "panel" | "disputed")
  | ("request" | "item" | "report" | "withdrawn" | "file" | "hold" | "officer" | "one" | "two" | "device")
  | ("hook" | "ended"),
  string
>;

/**
 * Performs every sort of act once: propose, confirm, reject, dispute, request, answer, object, hold, withdraw, add and end
 * a webhook, pin the key for recipes.
 */
export async function buildScenario(kit: IntakeKit): Promise<TamperingScenario> {
  const { db } = kit.store;
  const officer = await kit.enrolled("officer", "Siti");
  const one = await kit.enrolled("supervisor", "Budi");
  const two = await kit.enrolled("supervisor", "Ani");
  const panelists = [];
  for (const name of ["Panelis A", "Panelis B", "Panelis C"])
    panelists.push(await kit.enrolled("panelist", name));
  const desk = deskOf(kit, { officer, reader: one });
  const letters = await requestKit(kit, desk, [one, two]);
  const whoIs = async (device: typeof officer) => (await device.call("GET", "/v1/me")).body;
  const me = await whoIs(officer);
  const outside = await addOutside(kit);

  const request = await letters.make({ channel: "x-formulir" });
  const [item] = await db.select().from(requestItems).orderBy(asc(requestItems.id));
  if (!item) throw new Error("no item");
  const say = (by: typeof one, path: string, body: object) =>
    by.call("POST", `/v1/requests/${request}/${path}`, { body: { id: randomUUID(), ...body } });
  requireOk(await say(two, "sent", { letter: "request" }));
  const acted = { kind: "items", items: [{ place: 1, outcome: "refused", note: "Tidak melanggar." }] };
  requireOk(await say(one, "answers", acted));
  const asked = await readRequestedItem(kit.store.db, item.id);
  const shown = await samplePicture("still there");
  const seen = { seen: "available", ...pictured(shown) } as const;
  const look = await checkBody(one, proofOf(asked, new Date(kit.clock.ms), seen));
  requireOk(await one.call("POST", `/v1/items/${item.id}/checks`, { body: look }));
  requireOk(await sendPicture(one, look.id, shown.bytes));
  const objection = { objector: "uploader", text: "Ini parodi.", name: "Pemilik" } as const;
  const objected = await receiveObjection(db, item.id, objection, kit.intake.now());
  if (!objected.ok) throw new Error(objected.problem.code);
  const hold = await placeHold(
    db,
    { caseId: item.caseId, reason: "Perkara 12.", by: "root" },
    kit.intake.now(),
  );

  const { bytes, file, picture } = await samplePicture();
  const report = withoutText(sampleReport({ evidence: { picture } }));
  const open = requireOk(await officer.call("POST", "/v1/reports", { body: report })).body.caseId;
  const sent = { bytes, headers: { "Content-Type": "image/png" } };
  requireOk(await officer.call("PUT", `/v1/reports/${report.id}/files/${file.sha256}`, sent));
  const proposal = requireOk(
    await desk.decide(one, open, { ...verdicts.approve, unseenReason: "Gambarnya sudah dikenal." }),
  ).body.id;
  const second = sampleReport({ evidence: { subject: report.evidence.subject } });
  requireOk(await two.call("POST", "/v1/reports", { body: second }));
  requireOk(await two.call("POST", `/v1/reports/${second.id}/withdrawal`, { body: { reason: "Keliru." } }));

  const rejected = await desk.open();
  const rejection = requireOk(await desk.decide(one, rejected, verdicts.reject)).body.id;
  requireOk(await desk.answer(two, rejection, "confirm"));
  const panel = await desk.open();
  const disputed = requireOk(await desk.decide(one, panel, verdicts.approve)).body.id;
  requireOk(await desk.answer(two, disputed, "refuse", "Ini kritik."));
  for (const panelist of panelists.slice(0, 2)) requireOk(await desk.vote(panelist, disputed, "uphold"));
  return {
    ...outside,
    decided: item.caseId,
    decision: item.decisionId,
    open,
    proposal,
    rejected,
    rejection,
    panel,
    disputed,
    request,
    item: item.id,
    report: report.id,
    withdrawn: second.id,
    file: file.sha256,
    hold: hold.id,
    officer: me.personId,
    device: me.deviceId,
    one: (await whoIs(one)).personId,
    two: (await whoIs(two)).personId,
  };
}

/** An active webhook, an ended one, and the key for recipes. */
async function addOutside({ store: { db }, intake }: IntakeKit) {
  const events: WebhookEvent[] = ["month-counted"];
  const [hook, ended] = [
    await addHook(db, { address: "https://satu.test/", events }, intake.now()),
    await addHook(db, { address: "https://dua.test/", events }, intake.now()),
  ];
  await endHook(db, ended.id, intake.now());
  await pinRecipesKey(db, intake.key.publicKey, intake.now());
  return { hook: hook.id, ended: ended.id };
}

function requireOk(answer: TestAnswer): TestAnswer {
  if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
  return answer;
}

/** Name, statements with `$names` of the scenario, and the expected finding. */
export type Change = [name: string, statements: string[], says: RegExp];

const noTriggers = ["log", "request_events"].map((table) => `alter table ${table} disable trigger user`);

/** The 23 changes of the security review. */
export const changes: readonly Change[] = [
  [
    "a report's text",
    [
      `update reports set evidence = jsonb_set(evidence, '{fields,permalink,value}', '"https://x.com/a/status/1"') where id = $report`,
    ],
    /^report .* (is not what was received|differ from the seal)$/,
  ],
  [
    "an entry of the log",
    [...noTriggers, "update log set by = 'Orang lain' where case_id = $decided and seq = 2"],
    /^case .*: the log breaks at entry 2$/,
  ],
  [
    "a decision's reason",
    ["update decisions set reason = 'Pesanan.' where id = $decision"],
    /^decision .*: reason differs/,
  ],
  [
    "who proposed",
    ["update decisions set person_id = $officer where id = $decision"],
    /^decision .*: personId differs/,
  ],
  [
    "who confirmed",
    ["update decisions set answered_by = $officer where id = $decision"],
    /^decision .*: answeredBy differs/,
  ],
  [
    "category and action of a decision",
    ["update decisions set category = 'SARA', action = 'HAPUS_KEBIJAKAN' where id = $decision"],
    /^decision .*: category, action differ/,
  ],
  [
    "a proposal confirmed, and its case approved",
    [
      "update decisions set state = 'confirmed', answered_by = $two, answered_at = at where id = $proposal",
      "update cases set state = 'approved', decided_at = now(), decided_category = 'JUDI' where id = $open",
    ],
    /^decision .*: state, answeredBy, answeredAt differ/,
  ],
  [
    "an approved case rejected",
    ["update cases set state = 'rejected' where id = $decided"],
    /^case .*: its state is rejected, and its decisions make it approved$/,
  ],
  [
    "a decision deleted",
    ["delete from decisions where id = $rejection", "update cases set state = 'open' where id = $rejected"],
    /^decision .*: is gone/,
  ],
  [
    "a decision undone",
    [
      "update decisions set state = 'undone' where id = $rejection",
      "update cases set state = 'open', decided_at = null where id = $rejected",
    ],
    /^decision .*: state differs/,
  ],
  [
    "an officer made a supervisor",
    ["update people set role = 'supervisor' where id = $officer"],
    /^person .*: role differs/,
  ],
  [
    "a case's permalink and account",
    ["update cases set permalink = 'https://x.com/lain/status/1', author = 'Lain' where id = $open"],
    /^case .*: permalink, author are those of none of its reports$/,
  ],
  [
    "a case's subject",
    ["update cases set subject = 'x:post:1' where id = $open"],
    /^case .*: its subject is not that of its first report$/,
  ],
  [
    "a letter and its signature",
    [
      `update requests set letter = jsonb_set(letter, '{number}', '"9/LK"'), jws = 'a.b.c' where id = $request`,
    ],
    /^request .*: letter, jws differ/,
  ],
  [
    "an item's outcome",
    ["update request_items set outcome = 'acted' where id = $item"],
    /^request item .*: outcome differs/,
  ],
  [
    "an item's proof",
    ["update request_items set proven_at = now(), proven_check = id where id = $item"],
    /^request item .*: (?:provenAt, provenCheck differ|its checks do not prove)/,
  ],
  [
    "when a request was sent",
    ["update requests set sent_at = sent_at + interval '1 day' where id = $request"],
    /^request .*: sentAt differs/,
  ],
  ["an objection deleted", ["delete from objections"], /^objection .*: is gone/],
  ["a legal hold deleted", ["delete from holds where id = $hold"], /^hold .*: is gone/],
  [
    "a request's events deleted",
    [...noTriggers, "delete from request_events where request_id = $request"],
    /^request event .*: is gone/,
  ],
  [
    "an arrived file deleted from the list",
    ["delete from files where report_id = $report"],
    /^report .*: file .* is gone from its list$/,
  ],
  [
    "a report withdrawn",
    ["update reports set withdrawn_at = now(), withdrawn_reason = 'Keliru.' where id = $report"],
    /^report .*: withdrawnAt differs/,
  ],
  [
    "whose report it is",
    ["update reports set person_id = $one where id = $report"],
    /^report .*: personId is not that of its device$/,
  ],
  [
    "a device's key",
    [`update devices set public_key = jsonb_set(public_key, '{x}', '"AAAA"') where id = $device`],
    /^device .*: publicKey differs/,
  ],
];

/** Further changes of the same kind. */
export const otherChanges: readonly Change[] = [
  [
    "what a decision keeps of the post",
    [
      `update decisions set frozen = jsonb_set(frozen, '{address}', '"https://x.com/a/status/1"') where id = $decision`,
    ],
    /^decision .*: frozen differs/,
  ],
  [
    "a decision that nobody made",
    [
      "insert into decisions select (json_populate_record(d, json_build_object('id', gen_random_uuid()))).* from decisions d where id = $rejection",
    ],
    /^decision .*: no entry of the log names it$/,
  ],
  [
    "a decision moved to another case",
    ["update decisions set case_id = $open, spot = spot_of_case($open) where id = $rejection"],
    /^decision .*: is in a case that the log does not name$/,
  ],
  [
    "a panelist's vote",
    ["update votes set vote = 'overturn' where decision_id = $disputed"],
    /^vote .*: is not what the log names$/,
  ],
  ["a vote deleted", ["delete from votes where decision_id = $disputed"], /^decision .*: a vote is gone$/],
  [
    "a hold released",
    ["update holds set released_at = now(), released_by = 'root' where id = $hold"],
    /^hold .*: releasedAt, releasedBy differ/,
  ],
  ["an objection's text", ["update objections set text = 'Saya setuju.'"], /^objection .*: text differs/],
  ["what was seen", ["update checks set seen = 'removed'"], /^check .*: seen differs/],
  [
    "another picture of what was seen",
    ["update checks set picture_file = repeat('0', 64)"],
    /^check .*: its picture is not the one of its seal$/,
  ],
  [
    "no picture of what was seen",
    ["update checks set picture_file = null"],
    /^check .*: its picture is not the one of its seal$/,
  ],
  [
    "a picture said to be deleted",
    ["update checks set picture_file = null, picture_deleted_at = now()"],
    /^check .*: pictureDeletedAt differs/,
  ],
  [
    "a picture said never to have arrived",
    ["update checks set picture_file = null, picture_at = null"],
    /^check .*: pictureAt differs/,
  ],
  [
    "a withdrawal taken back",
    ["update reports set withdrawn_at = null, withdrawn_reason = null where id = $withdrawn"],
    /^report .*: withdrawnAt differs/,
  ],
  [
    "a report deleted with its files",
    ["delete from files where report_id = $report", "delete from reports where id = $report"],
    /^report .*: is gone$/,
  ],
  [
    "a suspension",
    ["update people set suspended_at = now() where id = $two"],
    /^person .*: suspendedAt differs/,
  ],
  [
    "a person whom nobody enrolled",
    [
      "insert into people (id, name, role, created_at) values (gen_random_uuid(), 'Hantu', 'supervisor', now())",
    ],
    /^person .*: no entry of the log names it$/,
  ],
  [
    "where a channel leads",
    [`update channels set channel = jsonb_set(channel, '{address}', '"https://jahat.test/"')`],
    /^channel .*: channel differs/,
  ],
  [
    "the trust log cut off",
    [...noTriggers, "delete from log where case_id = '00000000-0000-0000-0000-000000000000' and seq > 1"],
    /^(the trust log|batch)/,
  ],
  [
    "a case deleted",
    [
      "votes where decision_id = $disputed",
      "decisions where case_id = $panel",
      "case_subjects where case_id = $panel",
      "reports where case_id = $panel",
      "cases where id = $panel",
    ].map((rows) => `delete from ${rows}`),
    /^case .*: is gone, and its log is not$/,
  ],
  [
    "a decided case hidden by the no-pixels lane",
    ["update cases set withheld = true where id = $decided"],
    /^case .*: withheld: not what follows from its reports and decisions$/,
  ],
  [
    "pictures refused as in the no-pixels lane",
    ["update cases set forbids_pixels = true where id = $open"],
    /^case .*: forbidsPixels: not what its reports say$/,
  ],
  [
    "both, so that one follows from the other",
    ["update cases set withheld = true, forbids_pixels = true, categories = '{PORNO_ANAK}' where id = $open"],
    /^case .*: categories, forbidsPixels: not what its reports say$/,
  ],
  [
    "an urgent mark",
    ["update cases set urgent = true, marked_urgent = true where id = $open"],
    /^case .*: markedUrgent: not what its reports say$/,
  ],
  [
    "urgency alone",
    ["update cases set urgent = not urgent where id = $open"],
    /^case .*: urgent: not what follows/,
  ],
  [
    "a time limit put off",
    ["update cases set due_at = due_at + interval '10 days' where id = $open"],
    /^case .*: dueAt: not what follows/,
  ],
  [
    "a time limit put off, with the time that it follows from",
    [
      "update cases set due_at = due_at + interval '1 minute', first_at = first_at + interval '1 minute' where id = $open",
    ],
    /^case .*: firstAt: not what its reports say$/,
  ],
  [
    "a case at the end of the queue",
    ["update cases set queue_key = '2' || substr(queue_key, 2) where id = $open"],
    /^case .*: queueKey: not what follows/,
  ],
  [
    "a post's name that leads to another case",
    ["update case_subjects set case_id = $rejected where case_id = $open"],
    /^case .*: the name .* of its reports does not lead to it$/,
  ],
  [
    "another post's name that leads to a case",
    [
      "insert into case_subjects select (json_populate_record(s, json_build_object('case_id', $rejected::text))).* from case_subjects s where case_id = $open",
    ],
    /^case .*: none of its reports shows the name /,
  ],
  [
    "the unit of a report",
    ["update reports set unit_id = gen_random_uuid() where id = $report"],
    /^report .*: unitId is none that its sender had$/,
  ],
  [
    "where a webhook leads",
    ["update hooks set address = 'https://jahat.test/' where id = $hook"],
    /^webhook .*: address differs/,
  ],
  [
    "an ended webhook that goes on",
    ["update hooks set ended_at = null where id = $ended"],
    /^webhook .*: endedAt differs/,
  ],
  [
    "a webhook that nobody added",
    [
      "insert into hooks select (json_populate_record(h, json_build_object('id', gen_random_uuid()))).* from hooks h where id = $hook",
    ],
    /^webhook .*: no entry of the log names it$/,
  ],
  ["a webhook deleted", ["delete from hooks where id = $hook"], /^webhook .*: is gone/],
  [
    "another key for recipes",
    [
      `update settings set value = jsonb_set(value::jsonb, '{x}', to_jsonb(reverse(value::jsonb ->> 'x')))::text where name = 'recipes-key'`,
    ],
    /^the key for recipes is not the one that entry \d+ of the trust log names$/,
  ],
  [
    "no key for recipes",
    ["delete from settings where name = 'recipes-key'"],
    /^the key for recipes is gone, and entry \d+ of the trust log names it$/,
  ],
  [
    "a case said to be merged",
    ["update cases set merged_into = $open where id = $rejected"],
    /^case .*: mergedInto is not what its log says$/,
  ],
  [
    "the key that checks signatures deleted, and receipts swapped",
    [
      "update reports r set receipt = (select o.receipt from reports o where o.id <> r.id limit 1)",
      "delete from settings where name = 'intake-key'",
    ],
    /^the intake's key is gone from the settings: no signature can be checked$/,
  ],
];

/** Applies a change, runs the check, and rolls the change back. */
export async function foundIn(
  db: Db,
  story: TamperingScenario,
  change: readonly string[] | ((tx: Db) => Promise<void>),
): Promise<string[]> {
  const undone = new Error("undone");
  let broken: string[] = [];
  await db
    .transaction(async (tx) => {
      if (typeof change === "function") await change(tx);
      else for (const statement of change) await tx.execute(sql.raw(fill(statement, story)));
      ({ broken } = await verifyStore({ db: tx }));
      throw undone;
    })
    .catch((error: unknown) => {
      if (error !== undone) throw error;
    });
  return broken;
}

/**
 * Replaces the reason of the confirmed decision and the person who confirmed it, with the case's log as the intake would
 * have written it, and removes the signatures. `device`: also that of the entry.
 */
export async function rewriteConfirmation(
  tx: Db,
  { decision, decided, officer, device }: TamperingScenario,
  replaced: { device: boolean },
): Promise<void> {
  const reason = "Alasan lain.";
  await tx.update(decisions).set({ reason, answeredBy: officer }).where(eq(decisions.id, decision));
  for (const table of ["log", "days", "batches", "batch_leaves"])
    await tx.execute(sql.raw(`alter table ${table} disable trigger user`));
  let previous = decided;
  for (const entry of await tx.select().from(log).where(eq(log.caseId, decided)).orderBy(asc(log.seq))) {
    const detail = structuredClone(entry.detail);
    const state = (detail.rows as Record<string, Record<string, unknown>> | undefined)?.[
      `decisions/${decision}`
    ];
    if (state) state.reason = `sha256:${await digestJson(reason)}`;
    if (state?.answeredBy) state.answeredBy = officer;
    if (entry.act === "decision-confirmed" && replaced.device) detail.device = device;
    const { hash } = await linkEntry({ ...entry, at: entry.at.toISOString(), detail }, previous);
    await tx.update(log).set({ detail, hash, previous }).where(eq(log.hash, entry.hash));
    previous = hash;
  }
  await tx.update(cases).set({ headHash: previous }).where(eq(cases.id, decided));
  await removeBatches(tx);
}

/** Lets the intake sign everything again. */
export async function removeBatches(tx: Db): Promise<void> {
  for (const table of ["day_anchors", "day_stamps", "days", "batch_leaves", "batches"])
    await tx.execute(sql.raw(`delete from ${table}`));
  await tx.execute(
    sql`insert into unsealed select case_id, seq, spot_of_case(case_id) from log on conflict do nothing`,
  );
}

function fill(statement: string, story: TamperingScenario): string {
  return statement.replace(/\$([a-z]+)/g, (_, name: keyof TamperingScenario) => `'${story[name]}'`);
}
