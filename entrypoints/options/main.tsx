/** Wires the settings page, which is also where the enrolment link leads. */

import { render } from "preact";
import { Options } from "../../components/options/Options.tsx";
import { LanguageContext } from "../../components/shared/language.ts";
import type { Language } from "../../utils/contract/site.ts";
import { picturesAllowed, requestPictures } from "../../utils/core/browser.ts";
import { enrol } from "../../utils/core/connection.ts";
import { connection, language as storedLanguage } from "../../utils/core/storage.ts";

const link = new URLSearchParams(location.search);

async function start(): Promise<void> {
  const [known, language, allowed] = await Promise.all([
    connection.getValue(),
    storedLanguage.getValue(),
    picturesAllowed(),
  ]);
  const root = document.getElementById("app");
  if (!root) return;

  const show = (shown: Language) => {
    document.documentElement.lang = shown;
    render(
      <LanguageContext value={shown}>
        <Options
          intake={link.get("intake") ?? known?.intake ?? ""}
          code={link.get("code") ?? ""}
          identity={known?.identity}
          picturesAllowed={allowed}
          enrol={enrol}
          requestPictures={requestPictures}
          onLanguage={(chosen) => {
            void storedLanguage.setValue(chosen);
            show(chosen);
          }}
        />
      </LanguageContext>,
      root,
    );
  };
  show(language);
}

void start();
