/** The desk's calls about requests to platforms. */

import type { ReprimandInput } from "../../shared/contract/reprimand.ts";
import type {
  LetterFileFormat,
  PreviewInput,
  RequestFilter,
  RequestInput,
  RequestPage,
  WithdrawalInput,
} from "../../shared/contract/request.ts";
import type { LetterKind } from "../../shared/contract/request-state.ts";
import { ok, type Result } from "../../shared/contract/result.ts";
import type { Language } from "../../shared/contract/site.ts";
import { callIntake } from "../api/call-intake.ts";

const pageRows = 50;

async function listRequests(filter: RequestFilter, after?: string): Promise<Result<RequestPage>> {
  const page = { limit: pageRows, ...(after === undefined ? {} : { after }) };
  const answer = await callIntake("listRequests", { query: { ...filter, ...page } });
  return answer.ok ? ok(answer.value) : answer;
}

export const requestClient = {
  listRequests,
  listReady: () => callIntake("listReady", {}),
  getRequest: (id: string) => callIntake("getRequest", { params: { id } }),
  previewRequest: (body: PreviewInput) => callIntake("previewRequest", { body }),
  makeRequest: (body: RequestInput) => callIntake("makeRequest", { body }),
  readLetter: (id: string, letter: LetterKind, format: LetterFileFormat, language: Language) =>
    callIntake("getLetter", { params: { id, letter, format }, query: { language } }),
  withdrawRequest: (id: string, body: WithdrawalInput) =>
    callIntake("withdrawRequest", { params: { id }, body }),
  sendReprimand: (id: string, body: ReprimandInput) => callIntake("sendReprimand", { params: { id }, body }),
};
