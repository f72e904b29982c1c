import type { OutcomeReading } from "../../../utils/extension/desk/outcome-checks.ts";
import type { ChannelView } from "../../../utils/shared/contract/channel.ts";
import type {
  OutcomeCheckInput,
  OutcomeCheckPage,
  OutcomeCheckTask,
  OutcomeCheckView,
} from "../../../utils/shared/contract/outcome-check.ts";
import type { ReadyList, ReprimandInput } from "../../../utils/shared/contract/reprimand.ts";
import type {
  LetterFileFormat,
  PreviewInput,
  RequestFilter,
  RequestInput,
  RequestPage,
  RequestPreview,
  RequestView,
  WithdrawalInput,
} from "../../../utils/shared/contract/request.ts";
import type {
  ChannelChangeInput,
  PlatformAnswerInput,
  SentInput,
} from "../../../utils/shared/contract/request-answer.ts";
import type { LetterKind } from "../../../utils/shared/contract/request-state.ts";
import type { Result } from "../../../utils/shared/contract/result.ts";
import type { Language, SiteId } from "../../../utils/shared/contract/site.ts";

export interface LetterCalls {
  readLetter(
    id: string,
    letter: LetterKind,
    format: LetterFileFormat,
    language: Language,
  ): Promise<Result<Blob>>;
}

export interface MakeCalls {
  previewRequest(body: PreviewInput): Promise<Result<RequestPreview>>;
  makeRequest(body: RequestInput): Promise<Result<RequestView>>;
  withdrawRequest(id: string, body: WithdrawalInput): Promise<Result<RequestView>>;
}

export interface RequestCalls extends LetterCalls, MakeCalls {
  listRequests(filter: RequestFilter, after?: string): Promise<Result<RequestPage>>;
  listReady(): Promise<Result<ReadyList>>;
  getRequest(id: string): Promise<Result<RequestView>>;
  sendReprimand(id: string, body: ReprimandInput): Promise<Result<RequestView>>;
  markSent(id: string, body: SentInput): Promise<Result<unknown>>;
  changeChannel(id: string, body: ChannelChangeInput): Promise<Result<unknown>>;
  answerRequest(id: string, body: PlatformAnswerInput): Promise<Result<unknown>>;
  listChannels(site: SiteId): Promise<Result<{ channels: ChannelView[] }>>;
}

/** Access to requests from an opened case. */
export interface RequestDesk {
  calls: RequestCalls;
  /** True for supervisors; administrators only read. */
  mayAct: boolean;
  onOpen(requestId: string): void;
}

export interface OutcomeCheckCalls {
  listChecks(): Promise<Result<OutcomeCheckPage>>;
  /** `inFront`: use the active tab; otherwise the tab used before or a new one. Resolves to the tab once it has loaded. */
  openCheck(
    address: string,
    where: { tabId?: number | undefined; inFront: boolean },
  ): Promise<Result<number>>;
  readCheck(task: OutcomeCheckTask, tabId: number): Promise<Result<OutcomeReading>>;
  sealReading(task: OutcomeCheckTask, reading: OutcomeReading): Promise<Result<OutcomeCheckInput>>;
  addCheck(itemId: string, body: OutcomeCheckInput): Promise<Result<OutcomeCheckView>>;
}
