/**
 * Creates a draft from the page script's reading: takes the pictures before the form covers the posts, and
 * seals.
 */

import type { Dropped, Opening, Seen, StillThere } from "../../shared/contract/draft.ts";
import type { QualityCode } from "../../shared/contract/files.ts";
import { limits } from "../../shared/contract/limits.ts";
import { fail } from "../../shared/contract/result.ts";
import { picturesForbidden, pictureTab } from "../browser/pictures.ts";
import { hasRoomFor } from "../browser/room.ts";
import { type Origin, writeDraft } from "./drafts.ts";
import { fitInMemory } from "./fit-in-memory.ts";
import { keepFrame } from "./keep-frame.ts";
import { sealPosts, type UnsealedPost } from "./seal-draft.ts";
import { snapshotFile } from "./snapshot-file.ts";
import { askStillThere } from "./still-there.ts";
import { needsTab, none, type Shot, takePictures } from "./take-pictures.ts";

const changed = fail("post-changed", "changed while its picture was taken").problem;

/** Saves the draft in memory. A missing picture is never an error. */
export async function openDraft(id: string, opening: Opening, origin: Origin): Promise<void> {
  if (opening.state === "link-needed" || opening.state === "refused") {
    await writeDraft({ id, origin, ...opening });
    return;
  }
  const seen = opening.state === "set" ? opening.posts : [opening];
  const [hasRoom, tabPicture] = await Promise.all([
    hasRoomFor(limits.draftBytes),
    needsTab(seen) ? pictureTab(origin) : null,
  ]);
  // Refuses early, before the person fills in a form that could not be saved.
  if (!hasRoom) {
    await writeDraft({ id, origin, state: "refused", problem: fail("storage-full").problem });
    return;
  }
  // The page is read again while its picture is cropped.
  const [shots, there] = await Promise.all([takePictures(id, seen, tabPicture), askStillThere(id, origin)]);
  const read = await Promise.all(seen.map((one, at) => assemble(one, shots[at], there, at)));
  const posts = read.filter((_, at) => isThere(there, at));
  const dropped = seen.flatMap(({ evidence }, at): Dropped[] =>
    isThere(there, at) ? [] : [{ subject: evidence.subject, problem: changed }],
  );
  if (posts.length === 0) {
    await writeDraft({ id, origin, state: "refused", problem: changed });
    return;
  }
  const fitted = fitInMemory(posts, limits.draftBytes);
  const sealed = await sealPosts(fitted.posts);
  if (!sealed.ok) await writeDraft({ id, origin, state: "refused", problem: sealed.problem });
  else if (opening.state === "set") {
    const left = [...opening.dropped, ...dropped, ...fitted.dropped];
    await writeDraft({ id, origin, state: "set", posts: sealed.value, dropped: left });
  } else if (sealed.value[0]) await writeDraft({ id, origin, state: "captured", ...sealed.value[0] });
  else await writeDraft({ id, origin, state: "refused", problem: fail("too-large").problem });
}

function isThere(there: StillThere | undefined, at: number): boolean {
  return there !== undefined && !there.changed.includes(at);
}

/** Codes about the picture do not apply if no picture is taken. */
function isOfMoreThanPictures(code: QualityCode): boolean {
  return code !== "partly-covered" && code !== "partly-outside";
}

/** Enforces the policy here, whatever the page script knew about it. */
async function frameOrRule(frame: Seen["frame"]): Promise<Seen["frame"]> {
  return frame !== undefined && (await picturesForbidden()) ? "policy" : frame;
}

/** A policy reason stays valid even if the person has switched tabs meanwhile. */
function isForbidden({ picture }: Shot): boolean {
  return picture.state === "none" && picture.reason === "policy";
}

/** Discards a picture that may show another tab. */
async function assemble(
  { evidence, frame }: Seen,
  shot: Shot | undefined,
  there: StillThere | undefined,
  at: number,
): Promise<UnsealedPost> {
  const { picture, files, redactions } = shot && (there?.inView || isForbidden(shot)) ? shot : none("failed");
  const [kept, copy] = await Promise.all([
    keepFrame(await frameOrRule(frame)),
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
