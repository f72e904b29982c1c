/** Dossier blocks of the trusted vloggers' reviews of a video, without their names. */

import type { ReviewView } from "../../../../utils/shared/contract/review.ts";
import { timecode } from "../../../../utils/shared/i18n/time.ts";
import type { Block } from "../../../documents/dossier-blocks.ts";
import type { CaseContent } from "../../../documents/export-source.ts";
import type { Translator } from "../../../documents/translator.ts";

/** Only YouTube videos are reviewed. Reviews that do not count are left out. */
export function reviewBlocks(content: CaseContent, speech: Translator): Block[] {
  const { say, name } = speech;
  const reviews = content.reviews.filter(({ id }) => !content.replacedReviews?.includes(id));
  if (content.case.site !== "youtube" || reviews.length === 0) return [];
  const verdicts = [...new Set(reviews.map(({ verdict }) => verdict))];
  const tally = verdicts.map((verdict) => ({
    label: name(`verdict.${verdict}`),
    value: {
      text: say("reviewCount", { count: reviews.filter((review) => review.verdict === verdict).length }),
      voice: "own" as const,
    },
  }));
  return [
    { kind: "heading", text: say("reviews") },
    { kind: "text", text: say("reviewsWords", { count: reviews.length }) },
    { kind: "pairs", rows: tally },
    ...reviews.flatMap((review) => reviewQuote(review, speech)),
  ];
}

/** In the no-pixels lane a review has a verdict only. */
function reviewQuote(review: ReviewView, { say, name, when }: Translator): Block[] {
  const { verdict, confidence, reason, localContext, timecodes, at } = review;
  if (reason === "") return [];
  const label = [
    name(`verdict.${verdict}`),
    ...(confidence ? [name(`confidence.${confidence}`)] : []),
    when(at),
  ].join(" · ");
  const lines = [
    reason,
    ...(localContext ? [say("reviewContext", { context: localContext })] : []),
    ...timecodes.map(({ seconds, note }) => `${timecode(seconds)} ${note}`),
  ];
  return [{ kind: "quote", label, text: lines.join("\n") }];
}
