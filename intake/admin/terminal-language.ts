/** In which language a command answers: as it is told, or as the machine speaks. */

import { language } from "../../utils/contract/site.ts";

export const terminalLanguage = language.default(() =>
  Intl.DateTimeFormat().resolvedOptions().locale.startsWith("id") ? "id" : "en",
);
