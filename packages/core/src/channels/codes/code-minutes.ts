/** How long a code is good for. */
export const codeMinutes = 10
