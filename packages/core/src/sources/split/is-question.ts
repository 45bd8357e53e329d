/** A heading that asks. */
export const isQuestion = (heading: string | undefined): boolean => /[?？؟]$/.test(heading ?? '')
