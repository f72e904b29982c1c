import type { VideoNow } from "../../../utils/extension/vlogger/task-video.ts";
import type { TitledRecord } from "../../../utils/extension/vlogger/vlogger-record.ts";
import type { DeclarationInput, OwnChannels } from "../../../utils/shared/contract/own-channels.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type {
  ReviewInput,
  ReviewTask,
  SkipInput,
  TaskClaim,
  TaskClaimInput,
} from "../../../utils/shared/contract/review.ts";

export interface ReviewCalls {
  claimTask(caseId: string, act: TaskClaimInput["act"]): Promise<Result<{ claim?: TaskClaim | undefined }>>;
  skipTask(caseId: string, input: SkipInput): Promise<Result<unknown>>;
  sendReview(caseId: string, input: ReviewInput): Promise<Result<unknown>>;
  /** State of the task's video in the active tab; on the desk, in any tab. */
  videoNow(subject: string): Promise<VideoNow>;
  openVideo(subject: string, permalink: string | undefined): Promise<void>;
  /** Listens to the browser command for marking, regardless of focus. Returns a function that stops listening. */
  onMarkKey(listener: () => void): () => void;
}

export interface ChannelCalls {
  listOwnChannels(): Promise<Result<OwnChannels>>;
  declareChannel(input: DeclarationInput): Promise<Result<OwnChannels>>;
}

export interface TaskCalls extends ReviewCalls, ChannelCalls {
  listTasks(): Promise<Result<{ tasks: ReviewTask[] }>>;
  readVloggerRecord(): Promise<Result<TitledRecord>>;
}
