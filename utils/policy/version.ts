/** Number of this edition of categories, bases and rules; travels in every report and self-review. */

export const policyVersion = 1;
