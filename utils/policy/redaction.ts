/** What stands in place of words that a person made unreadable, however long they were. */

export const blocks = "█████";
