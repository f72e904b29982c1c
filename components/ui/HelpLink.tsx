/** The link to the intake's guide for the person's role. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import { CircleQuestionMark } from "./icons.ts";
import { useLanguage } from "./language.ts";

/** Address of the guide; undefined before enrolment, because no intake is known. */
export const HelpContext = createContext<string | undefined>(undefined);

export interface HelpLinkProps {
  /** With the word beside the icon. */
  worded?: boolean;
}

/** A link, because some browsers do not let a framed page open tabs by script. */
export function HelpLink({ worded = false }: HelpLinkProps) {
  const { t } = useLanguage();
  const address = useContext(HelpContext);
  if (address === undefined) return null;
  const name = t("home.help");
  return (
    <a
      class={worded ? "button link" : "button quiet icon"}
      href={address}
      target="_blank"
      rel="noreferrer"
      data-testid="help"
      {...(worded ? {} : { "aria-label": name, title: name })}
    >
      <CircleQuestionMark size={16} aria-hidden="true" />
      {worded ? name : null}
    </a>
  );
}
