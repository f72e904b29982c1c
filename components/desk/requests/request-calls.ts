import type { Acts, Client } from "../../../utils/extension/desk/client.ts";
import type { FileCalls } from "../case/CaseFile.tsx";

export type LetterCalls = Pick<Client, "readLetter">;

export type MakeCalls = Pick<Client, "previewRequest" | "makeRequest" | "withdrawRequest">;

export type RequestCalls = LetterCalls &
  MakeCalls &
  FileCalls &
  Pick<Client, "listRequests" | "listReady" | "getRequest" | "sendReprimand" | "listChannels"> &
  Acts<"markSent" | "changeChannel" | "answerRequest">;

/** Access to requests from an opened case. */
export interface RequestDesk {
  calls: RequestCalls;
  /** True for supervisors; administrators only read. */
  mayAct: boolean;
  onOpen(requestId: string): void;
}

export type OutcomeCheckCalls = Pick<
  Client,
  "listChecks" | "openCheck" | "readCheck" | "sealReading" | "addCheck"
>;
