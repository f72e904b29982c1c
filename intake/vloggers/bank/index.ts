import { hatredQuestions } from "./hatred.ts";
import { moneyQuestions } from "./money.ts";
import { platformQuestions } from "./platform.ts";
import type { Question } from "./question.ts";
import { sexualQuestions } from "./sexual.ts";
import { violenceQuestions } from "./violence.ts";

export const bank: readonly Question[] = [
  ...violenceQuestions,
  ...sexualQuestions,
  ...hatredQuestions,
  ...moneyQuestions,
  ...platformQuestions,
];
