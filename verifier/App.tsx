/** The page's three steps: choose a file, wait, read the verdict. */

import { useEffect, useState } from "preact/hooks";
import type { Language } from "../utils/shared/contract/site.ts";
import { verifyText } from "../utils/shared/i18n/verify.ts";
import { type Check, checkFile } from "./check-file.ts";
import { Pick } from "./Pick.tsx";
import { Result } from "./Result.tsx";

const languages: Record<Language, string> = { id: "Bahasa Indonesia", en: "English" };

export function App() {
  const [language, setLanguage] = useState<Language>(navigator.language.startsWith("en") ? "en" : "id");
  const [check, setCheck] = useState<Check>({ state: "waiting" });

  useEffect(() => {
    document.documentElement.lang = language;
    document.title = verifyText(language, "title");
  }, [language]);

  return (
    <main>
      <header>
        <h1>{verifyText(language, "title")}</h1>
        <nav class="buttons" aria-label={verifyText(language, "language")}>
          {(Object.keys(languages) as Language[]).map((one) => (
            <button
              key={one}
              type="button"
              class="button quiet"
              lang={one}
              aria-pressed={one === language}
              data-testid={`verify-language-${one}`}
              onClick={() => setLanguage(one)}
            >
              {languages[one]}
            </button>
          ))}
        </nav>
      </header>
      <Pick
        language={language}
        again={check.state === "done"}
        onFile={(file, intakeKey) => void checkFile(file, intakeKey, setCheck)}
      />
      <Progress language={language} check={check} />
      {check.state === "done" && <Result language={language} verdict={check.verdict} name={check.name} />}
    </main>
  );
}

function Progress({ language, check }: { language: Language; check: Check }) {
  const text =
    check.state === "checking"
      ? verifyText(language, "checking", { name: check.name, percent: Math.round(check.done * 100) })
      : check.state === "failed"
        ? verifyText(language, check.why)
        : "";
  return (
    <div role="status" data-testid="verify-status">
      {text !== "" && <p class={check.state === "failed" ? "error" : "muted"}>{text}</p>}
      {check.state === "checking" && <progress max={1} value={check.done} aria-label={text} />}
    </div>
  );
}
