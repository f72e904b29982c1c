/** Network answers: valid answers of the intake, near misses, and answers by other servers. */

import fc, { type Arbitrary } from "fast-check";
import { problemDocument } from "../../utils/shared/contract/problem.ts";
import { routes } from "../../utils/shared/contract/routes.ts";
import { arbitraryOf } from "./arbitrary.ts";
import { edit, editedText } from "./mutate.ts";

export interface IntakeAnswer {
  status: number;
  text: string;
  headers: Record<string, string>;
}

const documents = fc.oneof(
  ...Object.values(routes)
    .map(({ answer }) => answer)
    .filter((answer) => typeof answer !== "string")
    // Excludes views with evidence, which are costly to generate and never read by the background.
    .filter((answer) => answer !== routes.getCase.answer)
    .map((answer) => arbitraryOf(answer)),
  arbitraryOf(problemDocument),
);

const text = fc.oneof(
  fc
    .tuple(documents, fc.array(edit, { maxLength: 1 }))
    .map(([document, edits]) => editedText(document, edits)),
  fc.constantFrom("", "<html>Selamat datang di WiFi</html>", "null", "[]", "\u0000"),
);

const dates = ["Wed, 25 Nov 2026 03:00:00 GMT", "soon", "Thu, 01 Jan 1970 00:00:00 GMT"];

/** Undefined means no network. */
export const intakeAnswer: Arbitrary<IntakeAnswer | undefined> = fc.option(
  fc.record({
    status: fc.constantFrom(200, 200, 200, 401, 403, 409, 413, 429, 500, 503),
    text,
    headers: fc.constantFrom<Record<string, string>[]>(
      ...dates.map((date) => ({ Date: date, "DPoP-Nonce": "n".repeat(20), "Retry-After": date })),
      { "Retry-After": "-1" },
      {},
    ),
  }),
  { nil: undefined, freq: 4 },
);

export async function answerAs(one: IntakeAnswer | undefined): Promise<Response> {
  if (!one) throw new TypeError("no network");
  return new Response(one.text, { status: one.status, headers: one.headers });
}
