/**
 * Creates a draft from the page script's reading: takes the pictures before the form covers the posts, and
 * seals.
 */

import { fromDataAddress, toDataAddress } from "../../page/capture/data-address.ts";
import {
  type CapturedPost,
  type ExcludedPost,
  type Opening,
  type PageRecheck,
  pageRecheck,
} from "../../shared/contract/draft.ts";
import type { Redaction } from "../../shared/contract/evidence.ts";
import {
  filesOf,
  type HtmlFile,
  type ImageFile,
  imageFile,
  type NoPictureReason,
  noPictureReason,
  type Picture,
  type QualityCode,
  type Snapshot,
} from "../../shared/contract/files.ts";
import { limits } from "../../shared/contract/limits.ts";
import type { Notice } from "../../shared/contract/messages.ts";
import type { Problem } from "../../shared/contract/problem.ts";
import { done, fail, type Result } from "../../shared/contract/result.ts";
import { digestHex } from "../../shared/seal/digest.ts";
import { sendToFrame, tabExists } from "../browser/browser.ts";
import { hasRoomFor } from "../browser/disk-space.ts";
import { pictureRight, picturesForbidden, pictureTab } from "../browser/pictures.ts";
import { orNoRoom } from "../browser/session-storage.ts";
import { runExclusive } from "../browser/storage.ts";
import { cutPictures, type PictureCut } from "./cut-pictures.ts";
import {
  claimDraft,
  type DraftContent,
  type DraftOrigin,
  forgetDrafts,
  hasPosts,
  recapturing,
  sealPosts,
  type UnsealedPost,
  writeDraft,
} from "./drafts.ts";
import { joinStrips } from "./picture-strips.ts";

const encoder = new TextEncoder();

const changed = fail("post-changed", "changed while its picture was taken");

/** Undefined if the page is gone and does not answer. */
async function recheckPage(
  draftId: string,
  { tabId, frameId }: DraftOrigin,
): Promise<PageRecheck | undefined> {
  const notice = { type: "still-there", draftId } satisfies Notice;
  return pageRecheck.safeParse(await sendToFrame(tabId, frameId, notice)).data;
}

interface Shot {
  picture: Picture;
  files: Record<string, string>;
  /** The painted parts of the user's own interface. */
  redactions: Redaction[];
}

/** Returns one shot per post. A missing picture is never an error; the evidence records the reason. */
export async function takePictures(
  draftId: string,
  seen: readonly CapturedPost[],
  tabPicture: string | null,
): Promise<Shot[]> {
  const right = await pictureRight();
  if (right === "policy") return seen.map(() => noPictureShot(right));
  const [only] = seen;
  if (only?.parts !== undefined) return [toShot(await joinStrips(draftId, only.parts), only.parts)];
  if (only?.noPicture !== undefined) return [noPictureShot(only.noPicture)];
  if (!tabPicture) {
    return seen.map(() => noPictureShot(right === "allowed" ? "failed" : right));
  }
  const wanted = seen.map(({ box, own }) => box && { box, own: own ?? [] });
  const cuts = await cutPictures(tabPicture, wanted).catch(() => undefined);
  return seen.map(({ box }, index) => {
    const cut = cuts?.[index];
    return cut ? toShot(cut) : noPictureShot(box ? "failed" : "out-of-view");
  });
}

export function needsTab(seen: readonly CapturedPost[]): boolean {
  return seen.some(({ parts, noPicture }) => parts === undefined && noPicture === undefined);
}

function toShot(cut: PictureCut, parts = 1): Shot {
  if ("state" in cut) return noPictureShot(cut.reason);
  const { file, own } = cut;
  // Redactions beyond the limit cannot be listed, and unlisted ones are not allowed.
  if (own.length > limits.redactionCount) return noPictureShot("failed");
  return {
    picture: { state: "taken", file, ...(parts > 1 ? { parts } : {}) },
    files: { [file.sha256]: toDataAddress(cut) },
    redactions: own.map((box) => ({ what: "own", file: "picture", box })),
  };
}

function noPictureShot(reason: NoPictureReason): Shot {
  return { picture: { state: "none", reason }, files: {}, redactions: [] };
}

type OpenResult = Result<Record<string, never>>;

/**
 * Opens the draft of a page's script. Problems: `draft-gone` if the id belongs to another tab or frame;
 * `no-room` if the memory for drafts is full; those of `openDraft`.
 */
export function openClaimedDraft(
  draftId: string,
  opening: Opening,
  origin: DraftOrigin,
): Promise<OpenResult> {
  return orNoRoom(async () => {
    if (!(await claimDraft(draftId, origin))) return fail("draft-gone");
    const opened = await openDraft(draftId, opening, origin);
    // The tab may have closed while the picture was taken.
    if (!(await tabExists(origin.tabId))) await forgetDrafts(origin.tabId);
    return opened;
  });
}

/**
 * Saves the draft in memory. A missing picture is never an error. If a captured post could not be captured again, its
 * draft stays, and the result is the problem. `draft-gone` for a new capture that the form does not wait for, because the
 * form would send posts that it does not show, and for one whose form has been closed.
 */
export async function openDraft(id: string, opening: Opening, origin: DraftOrigin): Promise<OpenResult> {
  const content = await contentOf(id, opening, origin);
  return runExclusive(id, async () => {
    const isShown = await hasPosts(id);
    if (isShown) {
      if (content.state === "refused") return { ok: false, problem: content.problem };
      if (content.state === "link-needed") return fail("link-needed");
    }
    if (isShown !== recapturing.has(id)) return fail("draft-gone");
    await writeDraft({ id, origin, ...content });
    return done;
  });
}

async function contentOf(id: string, opening: Opening, origin: DraftOrigin): Promise<DraftContent> {
  if (opening.state === "link-needed" || opening.state === "refused") return opening;
  const seen = opening.state === "set" ? opening.posts : [opening];
  const [hasRoom, tabPicture] = await Promise.all([
    hasRoomFor(limits.draftBytes),
    needsTab(seen) ? pictureTab(origin) : null,
  ]);
  // Refuses early, before the person fills in a form that could not be saved.
  if (!hasRoom) return refused(fail("storage-full"));
  // The page is read again while its picture is cropped.
  const [shots, there] = await Promise.all([takePictures(id, seen, tabPicture), recheckPage(id, origin)]);
  const read = await Promise.all(seen.map((post, index) => assemble(post, shots[index], there, index)));
  const posts = read.filter((_, index) => isUnchanged(there, index));
  const dropped = seen.flatMap(({ evidence }, index): ExcludedPost[] =>
    isUnchanged(there, index) ? [] : [{ subject: evidence.subject, problem: changed.problem }],
  );
  if (posts.length === 0) return refused(changed);
  const fitted = fitInMemory(posts, limits.draftBytes);
  const sealed = await sealPosts(fitted.posts);
  if (!sealed.ok) return refused(sealed);
  if (opening.state === "set") {
    const allDropped = [...opening.dropped, ...dropped, ...fitted.dropped];
    return { state: "set", posts: sealed.value, dropped: allDropped };
  }
  const [only] = sealed.value;
  return only ? { state: "captured", ...only } : refused(fail("too-large"));
}

function refused({ problem }: { problem: Problem }): DraftContent {
  return { state: "refused", problem };
}

function isUnchanged(there: PageRecheck | undefined, at: number): boolean {
  return there !== undefined && !there.changed.includes(at);
}

/** Codes about the picture do not apply if no picture is taken. */
function isOfMoreThanPictures(code: QualityCode): boolean {
  return code !== "partly-covered" && code !== "partly-outside";
}

/** Enforces the policy here, whatever the page script knew about it. */
async function applyPicturePolicy(frame: CapturedPost["frame"]): Promise<CapturedPost["frame"]> {
  return frame !== undefined && (await picturesForbidden()) ? "policy" : frame;
}

/** A policy reason stays valid even if the person has switched tabs meanwhile. */
function isForbidden({ picture }: Shot): boolean {
  return picture.state === "none" && picture.reason === "policy";
}

interface StoredFrame {
  frame?: Picture;
  files: Record<string, string>;
}

/** Returns no frame for a post without a video. */
async function storeFrame(frame: CapturedPost["frame"]): Promise<StoredFrame> {
  if (frame === undefined) return { files: {} };
  const reason = noPictureReason.safeParse(frame).data;
  if (reason) return { frame: { state: "none", reason }, files: {} };
  const file = await fileOf(frame).catch(() => undefined);
  return file
    ? { frame: { state: "taken", file }, files: { [file.sha256]: frame } }
    : { frame: { state: "none", reason: "failed" }, files: {} };
}

/** Returns undefined unless the data is a WebP or PNG within the limits. */
async function fileOf(dataAddress: string): Promise<ImageFile | undefined> {
  const type = /^data:(image\/(?:webp|png));base64,/.exec(dataAddress)?.[1];
  if (!type) return undefined;
  const bytes = fromDataAddress(dataAddress);
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  const { width, height } = bitmap;
  bitmap.close();
  const file = { sha256: await digestHex(bytes), type, bytes: bytes.length, width, height };
  return imageFile.safeParse(file).data;
}

/** Discards a picture that may show another tab. */
async function assemble(
  { evidence, frame }: CapturedPost,
  shot: Shot | undefined,
  there: PageRecheck | undefined,
  at: number,
): Promise<UnsealedPost> {
  const { picture, files, redactions } =
    shot && (there?.inView || isForbidden(shot)) ? shot : noPictureShot("failed");
  const [kept, copy] = await Promise.all([
    storeFrame(await applyPicturePolicy(frame)),
    snapshotFile(there?.copies[at] ?? undefined),
  ]);
  return {
    evidence: {
      ...evidence,
      picture,
      ...(kept.frame ? { frame: kept.frame } : {}),
      ...copy.evidence,
      quality: picture.state === "taken" ? evidence.quality : evidence.quality.filter(isOfMoreThanPictures),
      redactions: [...evidence.redactions, ...redactions],
    },
    files: { ...files, ...kept.files, ...copy.files },
  };
}

const bytesOf = (value: unknown) => encoder.encode(JSON.stringify(value)).length;

/**
 * Starts with the last post, so that the posts selected first stay complete. Runs before sealing, because
 * afterwards the seals would not match.
 */
export function fitInMemory(
  posts: readonly UnsealedPost[],
  maxBytes: number,
): { posts: UnsealedPost[]; dropped: ExcludedPost[] } {
  const kept = [...posts];
  const dropped: ExcludedPost[] = [];
  let bytes = bytesOf(posts);
  for (const part of ["snapshot", "frame", "picture"] as const) {
    for (let index = kept.length - 1; index >= 0 && bytes > maxBytes; index--) {
      const post = kept[index];
      if (post?.evidence[part]?.state !== "taken") continue;
      const less = without(post, part);
      bytes -= bytesOf(post) - bytesOf(less);
      kept[index] = less;
    }
  }
  while (bytes > maxBytes) {
    const last = kept.pop();
    if (!last) break;
    bytes -= bytesOf(last);
    dropped.push({ subject: last.evidence.subject, problem: fail("too-large").problem });
  }
  return { posts: kept, dropped };
}

function without({ evidence, files }: UnsealedPost, part: "picture" | "frame" | "snapshot"): UnsealedPost {
  const remaining = {
    ...evidence,
    [part]: { state: "none", reason: "no-room" } as const,
    // Boxes on a removed picture are meaningless.
    redactions: evidence.redactions.filter(
      (redaction) => redaction.what === "words" || redaction.file !== part,
    ),
  };
  const needed = filesOf(remaining).map(({ sha256 }) => sha256);
  return {
    evidence: remaining,
    files: Object.fromEntries(Object.entries(files).filter(([sha256]) => needed.includes(sha256))),
  };
}

export interface SnapshotFile {
  evidence: { snapshot?: Snapshot };
  /** Data: addresses keyed by SHA-256. */
  files: Record<string, string>;
}

/** `snapshot`: HTML, or why there is none. Absent if no post was read. */
export async function snapshotFile(snapshot: string | undefined): Promise<SnapshotFile> {
  if (snapshot === undefined) return { evidence: {}, files: {} };
  if (snapshot === "no-room" || snapshot === "failed") return noSnapshot(snapshot);
  const bytes = encoder.encode(snapshot);
  if (bytes.length > limits.snapshotBytes) return noSnapshot("no-room");
  const file: HtmlFile = { sha256: await digestHex(bytes), type: "text/html", bytes: bytes.length };
  return {
    evidence: { snapshot: { state: "taken", file } },
    files: { [file.sha256]: toDataAddress({ file, bytes }) },
  };
}

function noSnapshot(reason: "no-room" | "failed"): SnapshotFile {
  return { evidence: { snapshot: { state: "none", reason } }, files: {} };
}
