/** Names of the places in the grid. */
export const paneLetters = ['A', 'B', 'C', 'D'] as const
