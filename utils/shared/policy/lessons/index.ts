/** All lessons in their order of presentation. */

import { hatred } from "./hatred.ts";
import type { Lesson } from "./lesson.ts";
import { money } from "./money.ts";
import { platform } from "./platform.ts";
import { sexual } from "./sexual.ts";
import { violence } from "./violence.ts";

export const lessons: readonly Lesson[] = [violence, sexual, hatred, money, platform];
