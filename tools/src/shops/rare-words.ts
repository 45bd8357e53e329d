/** Words that stand in no other product of a double: each change puts the next of them into a text. */
export const rareWords = ['heliotrope', 'obsidian', 'marzipan'] as const
