/** Searches the transcript in the tab for risky terms. Runs on request and on this device only; stores no data. */

import { fail, ok, type Result } from "../../shared/contract/result.ts";
import { normalise } from "../../shared/i18n/normalise-text.ts";
import { parseTimecode } from "../../shared/i18n/time.ts";
import { riskyTerms } from "../../shared/policy/risky-terms.ts";
import { activeSiteTab, runInTab } from "../browser/browser.ts";
import { findVideo } from "./identify-video.ts";

export interface TranscriptLine {
  seconds: number;
  text: string;
}

export interface TranscriptHit {
  /** Id of a rule in the checklist. */
  rule: string;
  /** The listed term, not the spoken words. */
  term: string;
  /** Start of the line that contains the term. */
  seconds: number;
}

export interface TranscriptSearchResult {
  /** Number of lines read. 0: the page shows no transcript. */
  lines: number;
  hits: TranscriptHit[];
}

/** Problems: `address-unknown` if the active tab does not show the video. */
export async function searchTranscript(subject: string): Promise<Result<TranscriptSearchResult>> {
  const tab = await activeSiteTab();
  const video = tab ? findVideo(tab.address) : undefined;
  if (!tab || !video?.ok || video.value.subject !== subject)
    return fail("address-unknown", "the active tab does not show the video");
  const shown = (await runInTab(tab.tabId, shownLines).catch(() => undefined)) ?? [];
  const inStudio = URL.parse(tab.address)?.hostname === "studio.youtube.com";
  const lines = shown.flatMap(({ clock, text }) => {
    const seconds = secondsOf(clock, inStudio);
    return seconds === null ? [] : [{ seconds, text }];
  });
  return ok({ lines: lines.length, hits: findTerms(lines) });
}

/** Studio's times have frames after the seconds. */
export function secondsOf(clock: string, inStudio: boolean): number | null {
  const plain = clock.trim().replace(/[.,]\d+$/, "");
  return parseTimecode(inStudio ? plain.replace(/^((?:\d+:)?\d+:\d\d):\d\d$/, "$1") : plain);
}

interface Term {
  rule: string;
  term: string;
  words: readonly string[];
}

/** Returns hits in spoken order. Terms may span lines; at the same position the longer one wins. */
export function findTerms(lines: readonly TranscriptLine[]): TranscriptHit[] {
  const terms = termsByFirstWord();
  const spoken = lines.flatMap(({ seconds, text }) => wordsOf(text).map((word) => ({ word, seconds })));
  const hits: TranscriptHit[] = [];
  for (let index = 0; index < spoken.length; index++) {
    const first = spoken[index];
    if (!first) break;
    const term = [...(terms.get(first.word) ?? []), ...(terms.get(bare(first.word)) ?? [])].find(
      ({ words }) => words.every((word, offset) => isSame(spoken[index + offset]?.word, word)),
    );
    if (!term) continue;
    hits.push({ rule: term.rule, term: term.term, seconds: first.seconds });
    index += term.words.length - 1;
  }
  return hits;
}

/** Longest first. */
function termsByFirstWord(): Map<string, Term[]> {
  const byFirst = new Map<string, Term[]>();
  const all = riskyTerms.flatMap(({ rule, terms }) =>
    terms.map((term): Term => ({ rule, term, words: wordsOf(term) })),
  );
  for (const term of all.sort((a, b) => b.words.length - a.words.length)) {
    const [first = ""] = term.words;
    byFirst.set(first, [...(byFirst.get(first) ?? []), term]);
  }
  return byFirst;
}

const wordsOf = (text: string) => normalise(text).split(" ").filter(Boolean);

/** Removes Indonesian suffixes: "gacornya", "gacorlah". */
const bare = (word: string) => word.replace(/(?:nya|lah|kah)$/, "");

const isSame = (said: string | undefined, word: string) =>
  said !== undefined && (said === word || bare(said) === word);

/**
 * Runs in the tab, so it cannot use other code of this file. Supports two generations of the watch page's
 * panel, and Studio's editor. Reads no more than a page of a day's speech has, because the search runs in our own page.
 */
export function shownLines(): { clock: string; text: string }[] {
  const [mostLines, mostChars] = [20_000, 500];
  const kinds = [
    ["ytd-transcript-segment-renderer", ".segment-timestamp", ".segment-text"],
    ["transcript-segment-view-model", "[class*='Timestamp']", "[role='text']"],
    ["ytve-captions-editor-caption-segment-line", ".segment-timings-container #display", "textarea"],
  ] as const;
  return kinds.flatMap(([line, clock, text]) =>
    [...document.querySelectorAll(line)]
      .slice(0, mostLines)
      // The previous video's panel stays in the document, hidden.
      .filter((element) => element.getClientRects().length > 0)
      .map((element) => {
        const field = element.querySelector(text);
        const words = field instanceof HTMLTextAreaElement ? field.value : field?.textContent;
        const time = element.querySelector(clock)?.textContent ?? "";
        return { clock: time.slice(0, mostChars), text: (words ?? "").slice(0, mostChars) };
      }),
  );
}
