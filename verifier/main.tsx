/** The offline page that checks a packet or an export. Reads one file and needs no network. */

import "../components/ui/tokens.css";
import "../components/ui/base.css";
import "../components/ui/controls.css";
import "./verifier.css";
import { render } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { z } from "zod";
import type { Language } from "../utils/shared/contract/site.ts";
import { type VerifyKey, verifyText } from "../utils/shared/i18n/verify.ts";
import { type Block, readBlockHeader } from "../utils/shared/seal/open-timestamps.ts";
import { checkBytes } from "../utils/shared/verify/check-bytes.ts";
import {
  aboutFile,
  courseOf,
  describeFinding,
  headline,
  notProven,
  shownOutcome,
} from "../utils/shared/verify/describe-verdict.ts";
import type { Finding } from "../utils/shared/verify/finding.ts";
import type { Verdict } from "../utils/shared/verify/verdict.ts";
import { FilePicker, type Trusted } from "./FilePicker.tsx";
import { ReportCard } from "./ReportCard.tsx";

const languages: Record<Language, string> = { id: "Bahasa Indonesia", en: "English" };

type CheckState =
  | { state: "waiting" }
  | { state: "checking"; name: string /** Progress from 0 to 1. */; done: number }
  | { state: "failed"; why: "too-large" | "unread" | "key.wrong" | "blocks.wrong"; line?: number }
  | { state: "done"; name: string; verdict: Verdict };

/** Browsers can hold about 2 GB in one buffer, and the check needs several times the file's size. */
const maxBytes = 400_000_000;

/** Only the newest choice counts; results of earlier ones are discarded. */
let newestCheck = 0;

/** Reads and checks a chosen file, and reports progress. */
async function checkFile(
  file: File,
  { intakeKey, blockHeaders }: Trusted,
  tell: (check: CheckState) => void,
): Promise<void> {
  const own = ++newestCheck;
  const say = (check: CheckState) => own === newestCheck && tell(check);
  if (intakeKey !== "" && !/^[\w-]{43}$/.test(intakeKey))
    return void say({ state: "failed", why: "key.wrong" });
  const { blocks, wrongLine } = await readBlocks(blockHeaders);
  if (wrongLine !== undefined) return void say({ state: "failed", why: "blocks.wrong", line: wrongLine });
  if (file.size > maxBytes) return void say({ state: "failed", why: "too-large" });
  const { name } = file;
  say({ state: "checking", name, done: 0 });
  const bytes = await file.arrayBuffer().catch(() => undefined);
  if (!bytes) return void say({ state: "failed", why: "unread" });
  const verdict = await checkBytes(new Uint8Array(bytes), {
    ...(intakeKey === "" ? {} : { intakeKey }),
    blocks,
    onProgress: (done) => say({ state: "checking", name, done }),
  });
  say({ state: "done", name, verdict });
}

/** `wrongLine`: the first line that is no block header, counted from 1 without empty lines. */
async function readBlocks(text: string): Promise<{ blocks: Block[]; wrongLine?: number }> {
  const blocks: Block[] = [];
  const lines = text
    .toLowerCase()
    .split(/\s+/)
    .filter((line) => line !== "");
  for (const line of lines) {
    const block = await readBlockHeader(line);
    if (!block.ok) return { blocks, wrongLine: blocks.length + 1 };
    blocks.push(block.value);
  }
  return { blocks };
}

interface Props {
  language: Language;
  verdict: Verdict;
  name: string;
}

const marks: Record<string, { sign: string; word: VerifyKey }> = {
  true: { sign: "✓", word: "findings.holds" },
  false: { sign: "✕", word: "findings.fails" },
  unknown: { sign: "?", word: "findings.unknown" },
};

/** The course of a case, oldest event first, each with the result of its check. */
function Course({ language, verdict }: { language: Language; verdict: Verdict }) {
  const lines = courseOf(language, verdict);
  if (lines.length === 0) return null;
  return (
    <section class="card" data-testid="course">
      <h2>{verifyText(language, "course.title")}</h2>
      <ol class="course">
        {lines.map(({ at, holds, text }) => {
          const mark = marks[String(holds)];
          return (
            <li key={`${at} ${text}`} data-testid="course-line" data-holds={String(holds)}>
              <span class="mark" aria-hidden="true">
                {mark?.sign}
              </span>
              <span class="hidden-text">{mark && `${verifyText(language, mark.word)}: `}</span>
              <bdi>{text}</bdi>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

interface FindingsProps {
  language: Language;
  findings: readonly Finding[];
  holds: Finding["holds"];
}

/** Findings with the same result. Expanded if they need attention, collapsed if they hold. */
function Findings({ language, findings, holds }: FindingsProps) {
  if (findings.length === 0) return null;
  const title: VerifyKey =
    holds === true ? "findings.holds" : holds === false ? "findings.fails" : "findings.unknown";
  return (
    <details class="card" open={holds !== true} data-testid={`findings-${holds}`}>
      <summary>
        <h2>
          {verifyText(language, title)} <span class="muted">{findings.length}</span>
        </h2>
      </summary>
      <ul class="findings">
        {findings.map((finding) => (
          <li
            key={`${finding.code} ${finding.path}`}
            data-testid="finding"
            data-code={finding.code}
            data-path={finding.path}
            data-holds={String(finding.holds)}
          >
            <bdi>{describeFinding(language, finding)}</bdi>
            {finding.path !== "" && <code class="break muted">{finding.path}</code>}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The verdict in words, then each report, what is not proven, and every finding. */
function Result({ language, verdict, name }: Props) {
  const top = useRef<HTMLHeadingElement>(null);
  // Moves the focus to the verdict, for users of screen readers.
  useEffect(() => top.current?.focus(), [verdict]);
  const shown = shownOutcome(verdict);
  const fails = verdict.findings.filter(({ holds }) => holds === false);
  return (
    <>
      <section class={`verdict ${shown}`} data-testid="verdict" data-outcome={verdict.outcome}>
        <p class="muted break">{name}</p>
        <h2 ref={top} tabIndex={-1}>
          <span class="mark" aria-hidden="true">
            {shown === "holds" ? "✓" : shown === "uncompared" ? "?" : "✕"}
          </span>
          {headline(language, verdict)}
        </h2>
        {aboutFile(language, verdict).map((line) => (
          <p key={line} class="break">
            <bdi>{line}</bdi>
          </p>
        ))}
      </section>
      {fails.length > 0 && <Findings language={language} findings={fails} holds={false} />}
      <Course language={language} verdict={verdict} />
      {verdict.reports.map((report) => (
        <ReportCard key={report.report.id} language={language} report={report} />
      ))}
      <section class="card" data-testid="not-proven">
        <h2>{verifyText(language, "limits.title")}</h2>
        <ul class="dots">
          {notProven(language, verdict).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      </section>
      {(["unknown", true] as const).map((holds) => (
        <Findings
          key={String(holds)}
          language={language}
          findings={verdict.findings.filter((finding) => finding.holds === holds)}
          holds={holds}
        />
      ))}
    </>
  );
}

export function App() {
  const [language, setLanguage] = useState<Language>(navigator.language.startsWith("en") ? "en" : "id");
  const [check, setCheck] = useState<CheckState>({ state: "waiting" });

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = verifyText(language, "title");
  }, [language]);

  return (
    <main>
      <header>
        <h1>{verifyText(language, "title")}</h1>
        <nav class="buttons" aria-label={verifyText(language, "language")}>
          {(Object.keys(languages) as Language[]).map((offered) => (
            <button
              key={offered}
              type="button"
              class="button quiet"
              lang={offered}
              aria-pressed={offered === language}
              data-testid={`verify-language-${offered}`}
              onClick={() => setLanguage(offered)}
            >
              {languages[offered]}
            </button>
          ))}
        </nav>
      </header>
      <FilePicker
        language={language}
        again={check.state === "done"}
        onFile={(file, trusted) => void checkFile(file, trusted, setCheck)}
      />
      <Progress language={language} check={check} />
      {check.state === "done" && <Result language={language} verdict={check.verdict} name={check.name} />}
    </main>
  );
}

function Progress({ language, check }: { language: Language; check: CheckState }) {
  const text =
    check.state === "checking"
      ? verifyText(language, "checking", { name: check.name, percent: Math.round(check.done * 100) })
      : check.state === "failed"
        ? verifyText(language, check.why, { line: check.line ?? "" })
        : "";
  return (
    <div role="status" data-testid="verify-status">
      {text !== "" && <p class={check.state === "failed" ? "error" : "muted"}>{text}</p>}
      {check.state === "checking" && <progress max={1} value={check.done} aria-label={text} />}
    </div>
  );
}

// Disables code generation, which the page's CSP forbids; even an attempt would be reported.
z.config({ jitless: true });

render(<App />, document.body);
