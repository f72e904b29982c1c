/** What a vlogger's check of their own video asks for. */

import type { Result } from "../../utils/contract/result.ts";
import type { SelfReviewInput, SelfReviewView } from "../../utils/contract/review.ts";
import type { Language } from "../../utils/contract/site.ts";
import type { SavedFile } from "../shared/save-file.ts";
import type { PickVideoProps } from "./PickVideo.tsx";
import type { Searched } from "./TranscriptSearch.tsx";

export interface SelfReviewCalls extends Omit<PickVideoProps, "onPick"> {
  sendSelfReview(input: SelfReviewInput): Promise<Result<unknown>>;
  listSelfReviews(): Promise<Result<{ selfReviews: SelfReviewView[] }>>;
  setSelfReviewOpen(id: string, open: boolean): Promise<Result<unknown>>;
  searchTranscript(subject: string): Promise<Result<Searched>>;
  makeCheckReport(check: KeptCheck, language: Language): SavedFile;
}

export type KeptCheck = Pick<
  SelfReviewView,
  "subject" | "title" | "answers" | "policyVersion" | "result" | "at"
>;
