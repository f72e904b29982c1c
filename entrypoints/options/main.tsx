/** Wires the settings page, which is also where the enrolment link leads. */

import { render } from "preact";
import { Options } from "../../components/options/Options.tsx";
import { LanguageContext } from "../../components/shared/language.ts";
import type { RecipesState } from "../../utils/contract/recipe.ts";
import type { Language } from "../../utils/contract/site.ts";
import { picturesAllowed, requestPictures } from "../../utils/core/browser.ts";
import { enrol } from "../../utils/core/connection.ts";
import { connection, language as storedLanguage } from "../../utils/core/storage.ts";
import { send } from "../../utils/messages/send.ts";

const link = new URLSearchParams(location.search);

async function start(): Promise<void> {
  const [known, language, allowed, dropped] = await Promise.all([
    connection.getValue(),
    storedLanguage.getValue(),
    picturesAllowed(),
    send("read-dropped", {}),
  ]);
  const root = document.getElementById("app");
  if (!root) return;
  let shown = language;
  let recipes: RecipesState | undefined;

  const ask = async (name: "read-recipes-state" | "fetch-recipes") => {
    const answer = await send(name, {});
    if (!answer.ok) return;
    recipes = answer.value;
    show(shown);
  };
  const show = (chosen: Language) => {
    shown = chosen;
    document.documentElement.lang = shown;
    render(
      <LanguageContext value={shown}>
        <Options
          intake={link.get("intake") ?? known?.intake ?? ""}
          code={link.get("code") ?? ""}
          identity={known?.identity}
          picturesAllowed={allowed}
          enrol={async (intake, code) => {
            const enrolled = await enrol(intake, code);
            if (enrolled.ok) {
              void ask("fetch-recipes");
              void send("drain-outbox", {});
            }
            return enrolled;
          }}
          requestPictures={requestPictures}
          recipes={recipes}
          checkRecipes={() => ask("fetch-recipes")}
          dropped={dropped.ok ? dropped.value : []}
          onLanguage={(language) => {
            void storedLanguage.setValue(language);
            show(language);
          }}
        />
      </LanguageContext>,
      root,
    );
  };
  show(shown);
  if (known) await ask("read-recipes-state");
}

void start();
