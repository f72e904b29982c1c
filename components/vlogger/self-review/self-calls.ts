import type { SelfReviewToSave } from "../../../utils/extension/vlogger/self-review-report.ts";
import type { VideoNow } from "../../../utils/extension/vlogger/task-video.ts";
import type { TranscriptSearchResult } from "../../../utils/extension/vlogger/transcript.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { SelfReviewInput, SelfReviewView } from "../../../utils/shared/contract/review.ts";
import type { Language } from "../../../utils/shared/contract/site.ts";
import type { SavedFile } from "../../ui/save-file.ts";
import type { PickVideoProps } from "./PickVideo.tsx";

export interface SelfReviewCalls extends Omit<PickVideoProps, "onPick"> {
  sendSelfReview(input: SelfReviewInput): Promise<Result<unknown>>;
  listSelfReviews(): Promise<Result<{ selfReviews: SelfReviewView[] }>>;
  setSelfReviewOpen(id: string, open: boolean): Promise<Result<unknown>>;
  searchTranscript(subject: string): Promise<Result<TranscriptSearchResult>>;
  /** The second that this video's tab shows. Reveals nothing about other tabs. */
  videoNow(subject: string): Promise<VideoNow>;
  makeCheckReport(check: SelfReviewToSave, language: Language): SavedFile;
}
