/** Language of a command's output: as given, otherwise that of the machine. */

import { language } from "../../utils/shared/contract/site.ts";

export const terminalLanguage = language.default(() =>
  Intl.DateTimeFormat().resolvedOptions().locale.startsWith("id") ? "id" : "en",
);
