/** Returns a draft for the form, with the person's own earlier reports of its posts or the known-subjects state. */

import type { Draft, DraftPost } from "../../shared/contract/draft.ts";
import type { KnownSubjectState } from "../../shared/contract/known-subjects.ts";
import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { type OthersDevices, readOthersDevices } from "../api/enrolment.ts";
import { readDraft, type StoredPost } from "../drafts/drafts.ts";
import { recallWords } from "../drafts/kept-words.ts";
import { askKnownSubject } from "../known-subjects/ask-known-subject.ts";
import { findKnownSubject } from "../known-subjects/cached-filter.ts";
import { findBySubject } from "./store.ts";

export async function showDraft(draftId: string): Promise<Result<Draft>> {
  const draft = await readDraft(draftId);
  if (!draft.ok) return draft;
  const { origin, ...shown } = draft.value;
  if (shown.state !== "captured" && shown.state !== "set") return ok(shown);
  const stored = shown.state === "set" ? shown.posts : [shown];
  const subjects = stored.map(({ evidence }) => evidence.subject);
  const others = await readOthersDevices();
  const [words, ...posts] = await Promise.all([
    recallWords(origin.tabId, subjects),
    ...stored.map((post) => withEarlierReports(post, others)),
  ]);
  if (shown.state === "set") return ok({ ...shown, posts, words });
  const [post] = posts;
  return post ? ok({ id: shown.id, state: shown.state, ...post, words }) : fail("draft-gone");
}

/** Queries the intake with a hash prefix, because the person asked whether the draft's post is already reported. */
export async function checkKnownSubject(draftId: string): Promise<Result<{ state?: KnownSubjectState }>> {
  const draft = await readDraft(draftId);
  if (!draft.ok) return draft;
  if (draft.value.state !== "captured") return ok({});
  const { subject, aliases } = draft.value.evidence;
  return askKnownSubject([subject, ...aliases]);
}

async function withEarlierReports(
  { evidence, files }: StoredPost,
  others: OthersDevices,
): Promise<DraftPost> {
  const names = [evidence.subject, ...evidence.aliases];
  const rows = await Promise.all(names.map((name) => findBySubject(name, others)));
  const earlier = rows.find((row) => row !== undefined);
  if (earlier) return { evidence, files, reportedAt: earlier.savedAt };
  const maybeReported = await findKnownSubject(names);
  return { evidence, files, ...(maybeReported ? { maybeReported } : {}) };
}
