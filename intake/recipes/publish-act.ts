import { z } from "zod";

export const recipeAct = z.enum(["publish", "rollback", "off", "on"]);
export type RecipeAct = z.infer<typeof recipeAct>;
