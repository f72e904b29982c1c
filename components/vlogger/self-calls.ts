import type { Result } from "../../utils/contract/result.ts";
import type { SelfReviewInput, SelfReviewView } from "../../utils/contract/review.ts";
import type { Language } from "../../utils/contract/site.ts";
import type { CheckToKeep } from "../../utils/review/check-report.ts";
import type { VideoNow } from "../../utils/review/task-video.ts";
import type { Searched } from "../../utils/review/transcript.ts";
import type { SavedFile } from "../shared/save-file.ts";
import type { PickVideoProps } from "./PickVideo.tsx";

export interface SelfReviewCalls extends Omit<PickVideoProps, "onPick"> {
  sendSelfReview(input: SelfReviewInput): Promise<Result<unknown>>;
  listSelfReviews(): Promise<Result<{ selfReviews: SelfReviewView[] }>>;
  setSelfReviewOpen(id: string, open: boolean): Promise<Result<unknown>>;
  searchTranscript(subject: string): Promise<Result<Searched>>;
  /** The second that this video's tab shows. Reveals nothing about other tabs. */
  videoNow(subject: string): Promise<VideoNow>;
  makeCheckReport(check: CheckToKeep, language: Language): SavedFile;
}
