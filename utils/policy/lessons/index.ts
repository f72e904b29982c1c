/** All lessons, in the order in which they are offered. */

import { hatred } from "./hatred.ts";
import type { Lesson } from "./lesson.ts";
import { money } from "./money.ts";
import { platform } from "./platform.ts";
import { sexual } from "./sexual.ts";
import { violence } from "./violence.ts";

export const lessons: readonly Lesson[] = [violence, sexual, hatred, money, platform];
