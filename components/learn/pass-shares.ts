/** What it takes to pass, in per cent. */

import { examRule } from "../../utils/policy/exam.ts";

const percent = (share: number) => Math.round(share * 100);

export const passShares = { overall: percent(examRule.overall), lesson: percent(examRule.lesson) };
