/** The first three steps after enrolment: permission, a practice report, and the keys. */

import { useState } from "preact/hooks";
import { SelectField } from "../ui/Field.tsx";
import { Check } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";

export interface WelcomeProps {
  /** The page renders again after an answer to the browser's question. */
  picturesAllowed: boolean;
  /** The organisation takes no pictures, so no permission is asked for. */
  noPictures?: boolean;
  /** The form with an invented post, of which nothing is sent. */
  practiceAddress: string;
  requestPictures(): Promise<void>;
  /** Resolves once the device remembers it. */
  onDone(): Promise<void>;
}

const formKeys = [
  ["Tab, Enter", "welcome.keyOpen"],
  ["1–9, 0, P, H, S, T", "welcome.keyCategory"],
  ["Ctrl + Enter", "welcome.keySend"],
  ["Z", "welcome.keyUndo"],
  ["Esc", "welcome.keyLeave"],
] as const;

export function Welcome({
  picturesAllowed: allowed,
  noPictures,
  practiceAddress,
  requestPictures,
  onDone,
}: WelcomeProps) {
  const { t } = useLanguage();
  const [practised, setPractised] = useState(false);
  const [ready, setReady] = useState(false);
  if (ready) return null;
  return (
    <section class="options-card" aria-label={t("welcome.title")} data-testid="welcome">
      <h2>{t("welcome.title")}</h2>
      <ol class="welcome-steps">
        {noPictures ? null : (
          <li data-testid="welcome-pictures" data-done={allowed}>
            <p>
              <strong>{t("welcome.pictures")}</strong> {allowed ? <Done /> : null}
            </p>
            <p class="small muted">{t("options.picturesWhy")}</p>
            {allowed ? null : (
              <button type="button" class="button" data-testid="welcome-allow" onClick={requestPictures}>
                {t("options.picturesAsk")}
              </button>
            )}
          </li>
        )}
        <li data-testid="welcome-practice" data-done={practised}>
          <p>
            <strong>{t("welcome.practice")}</strong> {practised ? <Done /> : null}
          </p>
          <p class="small muted">{t("welcome.practiceWhy")}</p>
          <a
            class="button"
            href={practiceAddress}
            target="_blank"
            rel="noreferrer"
            data-testid="welcome-try"
            onClick={() => setPractised(true)}
          >
            {t("welcome.practiceOpen")}
          </a>
        </li>
        <li>
          <ReportingKeys />
        </li>
      </ol>
      <button
        type="button"
        class="button primary"
        data-testid="welcome-done"
        onClick={async () => {
          await onDone();
          setReady(true);
        }}
      >
        {t("welcome.done")}
      </button>
    </section>
  );
}

function Done() {
  const { t } = useLanguage();
  return (
    <span class="tag done">
      <Check size={12} aria-hidden="true" />
      {t("welcome.isDone")}
    </span>
  );
}

/** The keys while reporting. */
export function ReportingKeys() {
  const { t } = useLanguage();
  return (
    <section>
      <h3>{t("welcome.keys")}</h3>
      <dl class="welcome-keys">
        {formKeys.map(([key, label]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(label)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export interface TextSizeChoiceProps<Size extends number> {
  sizes: readonly Size[];
  size: Size;
  onSize(size: Size): void;
}

/** Also enlarges spaces, so that lines keep their proportions. */
export function TextSizeChoice<Size extends number>({
  sizes,
  size: before,
  onSize,
}: TextSizeChoiceProps<Size>) {
  const { t } = useLanguage();
  const [chosen, setChosen] = useState(before);
  return (
    <SelectField<string>
      label={t("welcome.textSize")}
      testId="text-size"
      value={`${chosen}`}
      options={sizes.map((size) => [`${size}`, `${size} px`])}
      onPick={(picked) => {
        const size = sizes.find((option) => `${option}` === picked) ?? chosen;
        setChosen(size);
        onSize(size);
      }}
    />
  );
}
