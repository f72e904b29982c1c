/** A sheet over the form, with all evidence or with the list of non-categories. */

import type { ComponentChildren } from "preact";
import { useRef } from "preact/hooks";
import { ArrowLeft } from "../ui/icons.ts";
import { useLanguage } from "../ui/language.ts";
import { useFirstFocus } from "./use-first-focus.ts";

export function Panel(props: { title: string; onBack(): void; children: ComponentChildren }) {
  const { t } = useLanguage();
  const back = useRef<HTMLButtonElement>(null);
  useFirstFocus(back);
  return (
    <section class="panel" aria-label={props.title}>
      <p class="panel-head">
        <button ref={back} type="button" class="button quiet" data-testid="panel-back" onClick={props.onBack}>
          <ArrowLeft size={16} aria-hidden="true" />
          {t("form.back")}
        </button>
        <strong>{props.title}</strong>
      </p>
      {props.children}
    </section>
  );
}
