/** Handles a click: opens the form for its post or for the page, or starts selection mode. */

import { send } from "../../extension/messages/send.ts";
import type {
  CapturedEvidence,
  CapturedPost,
  CheckedLink,
  LinkQuestion,
} from "../../shared/contract/draft.ts";
import type { FieldName, Fields } from "../../shared/contract/evidence.ts";
import type { CaptureCount } from "../../shared/contract/recipe-health.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import type { Kind, Subject } from "../../shared/contract/site.ts";
import { newSalt } from "../../shared/seal/digest.ts";
import { type Parsed, parseAddress } from "../../shared/subject/parse-address.ts";
import { aliasesOf, findPosts } from "../sites/engine/find-posts.ts";
import { isNeverPublic, isOn, type Page, pathOf, shortAddress, titleOf } from "../sites/engine/page.ts";
import type { PageRequest, PageScriptState, PostRef } from "../sites/engine/post-ref.ts";
import { rareFields, readPost } from "../sites/engine/read-post.ts";
import { readUnavailable } from "../sites/engine/read-unavailable.ts";
import type { Reader } from "../sites/engine/reading.ts";
import { shapes } from "../sites/engine/reading-shapes.ts";
import { closest, containsMatch, selectAll } from "../sites/engine/select.ts";
import { isDarkTheme } from "../sites/engine/theme.ts";
import type { ReadingLimits, Site, SiteFields } from "../sites/site.ts";
import { isReceived, nameInHash, noMessage, serverId } from "../sites/telegram/readers.ts";
import { readPictureRule } from "../snapshot/picture-rule.ts";
import { takeSnapshot } from "../snapshot/snapshot.ts";
import { type CaptureCircumstances, captureEvidence, circumstancesNow } from "./capture-evidence.ts";
import { pageBox } from "./page-box.ts";
import { pageQuality } from "./quality-codes.ts";
import { notifyOnReceipt, type PageReading, refusedReading, runForm, showOpenForm } from "./run-form.ts";
import { isSame } from "./same-post.ts";
import { runSelectionMode } from "./selection-mode.ts";
import { fieldsOf } from "./site-fields.ts";
import { videoFrame } from "./video-frame.ts";
import { showWholePost } from "./whole-post.ts";

/**
 * Reads the page itself for a report without a post: address, title and selected text. Returns the form's
 * data for this page.
 */
export async function readPageOpening(ask: PageRequest, site: Site): Promise<PageReading> {
  if (ask === "no-post") return refusedReading({ code: "no-post-here", retry: "never" });
  const fields = await fieldsOf(site);
  if (!fields.ok) return refusedReading(fields.problem);
  const read = () => readPage(site, { fields: fields.value, ...circumstancesNow() });
  const evidence = read();
  if (!evidence.ok) return refusedReading(evidence.problem);
  return {
    opening: { state: "captured", evidence: evidence.value, box: pageBox(fields.value.guard) },
    copies: () => [],
    changed: () => {
      const again = read();
      // Selected text is not part of the comparison.
      return again.ok && again.value.subject === evidence.value.subject ? [] : [0];
    },
  };
}

/**
 * Problems: `not-public` (the address of a private chat), `page-not-public` (a client that also shows private
 * chats, or a page of messages), `subject-unknown` (the address names no reportable subject).
 */
export function readPage(
  site: Site,
  { fields: siteFields, document, nowMs, extensionVersion, browser }: CaptureCircumstances,
): Result<CapturedEvidence> {
  const { guard, unavailable, loginWall } = siteFields;
  const page: Page = { document, address: document.location.href };
  const parsed = namedBy(site, page);
  if (!parsed.ok) return parsed;
  const { kind, subject, permalink } = parsed.value;
  const title = titleOf(document);
  const selected = selectedText(document, guard);
  const gone = readUnavailable(unavailable, page);
  const audience = pageAudience({
    ...{ site, siteFields, page, kind, subject },
    selected: selected ? document.getSelection()?.getRangeAt(0) : undefined,
    isGone: gone !== undefined,
  });
  const fields: Fields = {
    permalink: { value: permalink, source: "page address" },
    ...(shapes.title(title) ? { title: { value: title, source: "page title" } } : {}),
    ...(selected ? { text: { value: selected, source: "selection" } } : {}),
    ...(gone ? { unavailable: { value: gone.value, source: gone.source } } : {}),
    ...(audience ? { audience } : {}),
  };
  const missing: FieldName[] = fields.title ? [] : ["title"];
  return ok({
    id: crypto.randomUUID(),
    site: site.id,
    kind,
    subject,
    aliases: [],
    page: {
      address: shortAddress(page.address),
      title,
      language: document.documentElement.lang.slice(0, 35),
    },
    fields,
    missing,
    quality: pageQuality({ fields, missing }, { loginWall }, page),
    redactions: [],
    salt: newSalt(),
    capturedAt: new Date(nowMs).toISOString(),
    recipeVersion: site.version,
    extensionVersion,
    browser,
  });
}

function namedBy(site: Site, page: Page): Result<Parsed> {
  if (isNeverPublic(page.address)) return fail("page-not-public");
  const parsed = parseAddress(page.address);
  // Certainly a private chat, which has no public link.
  if (!parsed.ok && parsed.problem.code === "not-public") return parsed;
  if (site.private && isOn(site.private, pathOf(page.address))) return fail("page-not-public");
  // Most are for friends, and the page marks none.
  if (parsed.ok && parsed.value.kind === "story") return fail("page-not-public");
  return parsed.ok && parsed.value.site === site.id ? parsed : fail("subject-unknown");
}

interface ShownPage extends Omit<Reader, "post" | "recipe"> {
  kind: Kind;
  subject: Subject;
  /** The text that the person selected, which can be of any post. */
  selected: Range | undefined;
  isGone: boolean;
}

/**
 * Returns the least public audience of the page's own post and of the posts in the selection, as their buttons would read
 * it. Undefined if the site marks no audience on that kind, and on Telegram, whose public pages show only public posts.
 */
function pageAudience({ kind, subject, selected, isGone, ...shown }: ShownPage): Fields["audience"] {
  const { site, siteFields, page } = shown;
  if (site.id === "telegram") return undefined;
  const { lock } = siteFields;
  if (lock && containsMatch(page.document, lock)) return { value: "not-public", source: `page ${lock}` };
  const posts = findPosts(page.document, site, page);
  const named = posts.filter(
    ({ element: post, recipe, identity }) =>
      identity &&
      [identity.subject, ...aliasesOf({ site, page, post, recipe }, identity.subject)].includes(subject),
  );
  const chosen = posts.filter(({ element }) => selected?.intersectsNode(element));
  const read = [...named, ...chosen].map(
    ({ element: post, recipe, identity }) => readPost({ ...shown, post, recipe }, identity).fields.audience,
  );
  const isUnread = named.length === 0 && !isGone && siteFields.audience[kind];
  if (isUnread || (selected && chosen.length === 0)) {
    read.push({ value: "unknown", source: "no post found" });
  }
  return (["not-public", "unknown", "public"] as const)
    .map((value) => read.find((audience) => audience?.value === value))
    .find(Boolean);
}

/** Returns undefined if no text is selected, or if the selection touches elements that must not be read. */
function selectedText(document: Document, { own, page }: ReadingLimits): string | undefined {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return undefined;
  const range = selection.getRangeAt(0);
  const node = range.commonAncestorContainer;
  const around = node.nodeType === 1 ? (node as Element) : node.parentElement;
  if (!around || !closest(around, page) || closest(around, own)) return undefined;
  if (selectAll(around, own).some((part) => range.intersectsNode(part))) return undefined;
  const text = selection.toString().trim();
  return shapes.text(text) ? text : undefined;
}

/**
 * Opens the form for the last press or for the page, or starts selection mode. Without a request it does
 * nothing.
 */
export async function openForm(memory: PageScriptState, automation: boolean): Promise<void> {
  const { presses, pageRequest: asked, selectionRequested: several } = memory;
  memory.presses = [];
  memory.pageRequest = undefined;
  memory.selectionRequested = false;
  if (showOpenForm()) {
    for (const press of presses) memory.setState(press, press.state);
    return;
  }
  if (several || presses.some((press) => press.several)) return runSelectionMode(memory, automation, presses);
  const clicked = presses.pop();
  // Earlier presses while the script was loading are dropped, because a form is for one post.
  for (const earlier of presses) memory.setState(earlier, earlier.state);
  const draftId = crypto.randomUUID();
  const dark = isDarkTheme(memory.site, document);
  if (asked) {
    let first: Subject | undefined;
    await runForm({
      draftId,
      dark,
      near: () => undefined,
      async read() {
        const reading = await readPageOpening(asked, memory.site);
        if (reading.opening.state !== "captured") return reading;
        const { subject } = reading.opening.evidence;
        first ??= subject;
        // The report already describes the first page, and a site can navigate without a click.
        return subject === first ? reading : refusedReading(fail("post-changed", subject).problem);
      },
      onClosed() {},
    });
    return;
  }
  if (!clicked) return;
  let received = false;
  // The form's closing and the acknowledgement can arrive in either order.
  const stop = notifyOnReceipt([draftId], () => {
    received = true;
    memory.setState(clicked, "sent");
  });
  await runForm({
    draftId,
    dark,
    near: () => memory.boxOf(clicked),
    read: (link) => readClicked(clicked, { draftId, automation }, link),
    onClosed(outcome, hadFocus) {
      if (outcome === "cancelled") stop();
      const saved = received ? "sent" : "queued";
      memory.setState(clicked, outcome === "cancelled" ? clicked.state : saved);
      if (hadFocus) memory.focus(clicked);
    },
  });
}

/** The person is asked once per chat and tab. A checked name is reused for other messages of the chat. */
async function recallCheckedLink(question: LinkQuestion): Promise<CheckedLink | undefined> {
  const answer = await send("recall-link", question);
  return answer.ok ? answer.value.link : undefined;
}

interface FormCircumstances {
  draftId: string;
  automation: boolean;
}

/** The profile's link row. Links in the description are text written by users. */
const linkRow = "#RightColumn .ChatExtra .ListItem:has(.icon-link) .title";

/**
 * Returns the message's link by the name in Web K's address or on Web A's open profile; undefined if there is none. Both can
 * stay when another chat is opened, so the link is unchecked.
 */
export function profileLink(document: Document, { messageId }: LinkQuestion): string | undefined {
  const inRow = selectAll(document, linkRow).map(
    ({ textContent }) => /^https:\/\/t\.me\/([a-z]\w{3,31})$/i.exec(textContent?.trim() ?? "")?.[1],
  );
  const name =
    nameInHash({ document, address: document.location.href }) ?? inRow.find(Boolean)?.toLowerCase();
  return name && `https://t.me/${name}/${messageId}`;
}

/** Returns a question that a link can answer: about a chat, by a message that Web K shows of it. */
export function answerable(document: Document, question: LinkQuestion): LinkQuestion | undefined {
  if (question.messageId !== noMessage) return question;
  const bubbles = selectAll(document, `.bubble[data-mid][data-peer-id="-${question.channelId}"]`);
  const ids = bubbles
    .filter(isReceived)
    .map((bubble) => serverId(bubble.getAttribute("data-mid")))
    .filter(Boolean);
  return ids.length > 0 ? { ...question, messageId: String(ids.at(-1)) } : undefined;
}

/**
 * Counts a captured post, or one whose capture failed because the page did not reveal its identity.
 * Numbers only.
 */
function countCapture(clicked: PostRef, answer: Result<CapturedEvidence>): void {
  const count = captureCount(clicked, answer);
  if (count) void send("count-capture", count);
}

/** Returns undefined if the answer is no evidence about the recipe: the post is gone or has changed. */
export function captureCount(
  { site, recipe }: PostRef,
  answer: Result<CapturedEvidence>,
): CaptureCount | undefined {
  const kind = site.posts[recipe]?.kind;
  if (!kind) return undefined;
  const counted = { site: site.id, kind, recipeVersion: site.version };
  if (answer.ok) {
    const { fields, missing } = answer.value;
    const read = (Object.keys(fields) as FieldName[]).filter(isExpectedField).length;
    const expected = read + missing.filter(isExpectedField).length;
    return { ...counted, fields: { found: read, expected }, permalink: fields.permalink !== undefined };
  }
  const unnamed = answer.problem.code === "subject-unknown";
  return unnamed ? { ...counted, fields: { found: 0, expected: 0 }, permalink: false } : undefined;
}

function isExpectedField(name: FieldName): boolean {
  return name !== "permalink" && !rareFields.includes(name);
}

async function readClicked(
  clicked: PostRef,
  { draftId, automation }: FormCircumstances,
  checked?: CheckedLink,
): Promise<PageReading> {
  const { question } = clicked;
  const link = checked ?? (question && (await recallCheckedLink(question)));
  if (question && !link) {
    const asked = answerable(document, question);
    if (!asked) return refusedReading({ code: "link-needed", retry: "never" });
    const opening = {
      state: "link-needed",
      question: asked,
      profileLink: profileLink(document, asked),
    } as const;
    return { opening, copies: () => [], changed: () => [] };
  }
  const [fields] = await Promise.all([fieldsOf(clicked.site), readPictureRule()]);
  if (!fields.ok) {
    countCapture(clicked, fields);
    return refusedReading(fields.problem);
  }
  const evidence = captureEvidence(clicked, fields.value, link);
  if (!evidence.ok) {
    countCapture(clicked, evidence);
    return refusedReading(evidence.problem);
  }
  // First, so that the frame matches the timecode that was just read.
  const frame = frameOf(clicked, fields.value);
  countCapture(clicked, evidence);
  const drawn = await frame;
  const read: CapturedPost = { evidence: evidence.value, box: null, ...(drawn ? { frame: drawn } : {}) };
  const { own } = fields.value.guard;
  return {
    opening: { state: "captured", ...read },
    show: async (hideButtons) => {
      const whole = await showWholePost({ draftId, clicked, own, hideButtons, automation }, read);
      return { opening: { state: "captured", ...whole.seen }, restore: whole.restore };
    },
    copies: () => [takeSnapshot(clicked, fields.value)],
    changed: () => {
      const again = captureEvidence(clicked, fields.value, link);
      return again.ok && isSame(evidence.value, again.value) ? [] : [0];
    },
  };
}

function frameOf({ site, recipe, post }: PostRef, { fields }: SiteFields) {
  const element = post.deref();
  const postRecipe = site.posts[recipe];
  if (!element || !postRecipe) return undefined;
  const page = { document, address: location.href };
  return videoFrame({ post: element, recipe: postRecipe, fields: fields[postRecipe.like ?? recipe], page });
}
