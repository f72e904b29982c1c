/** Example addresses of each form of Sebar; tests only. */

import type { Examples } from "./grammar.ts";

export const sebarExamples: Examples = {
  message: [["https://sebar.example/Desa/7?dari=beranda", "sebar:message:desa/7"]],
};
