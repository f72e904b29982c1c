/** Edition number of categories, bases and rules, recorded in every report and self-review. */

export const policyVersion = 1;
