/** Copies the case's address for a colleague. */

import { useEffect, useState } from "preact/hooks";
import { keys } from "../../../utils/extension/desk/keyboard-shortcuts.ts";
import { copyText } from "../../ui/CopyField.tsx";
import { IconButton } from "../../ui/IconButton.tsx";
import { Check, Link2 } from "../../ui/icons.ts";
import { useLanguage } from "../../ui/language.ts";
import { useKeys } from "../../ui/use-keys.ts";
import { useLinkTo } from "../../ui/use-place.ts";

/** `id`: the case's id, or the number of one of its reports. */
export function CaseLink({ id }: { id: string }) {
  const { t } = useLanguage();
  const linkTo = useLinkTo();
  const [said, setSaid] = useState<"copied" | "refused">();
  useEffect(() => setSaid(undefined), [id]);
  const link = linkTo?.({ head: "cases", id });
  const copy = () => {
    if (link === undefined) return false;
    void copyText(link).then((done) => setSaid(done ? "copied" : "refused"));
    return true;
  };
  useKeys({ copyLink: copy });
  if (link === undefined) return null;
  return (
    <>
      <IconButton
        label={`${t("case.copyLink")} (${keys.copyLink.key})`}
        icon={said === "copied" ? Check : Link2}
        data-testid="copy-case-link"
        aria-keyshortcuts={keys.copyLink.key}
        onClick={copy}
      />
      <span
        class={said === "refused" ? "small case-link-said" : "hidden-text"}
        role="status"
        data-testid="case-link-said"
      >
        {said === "copied" ? t("case.linkCopied") : null}
        {said === "refused" ? t("case.linkRefused", { link }) : null}
      </span>
    </>
  );
}
