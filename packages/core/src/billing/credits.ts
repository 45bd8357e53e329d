/** Credits are counted in millionths, so that nothing is ever rounded away unseen. */
export const microPerCredit = 1_000_000

export const toMicro = (credits: number) => Math.round(credits * microPerCredit)

export const toCredits = (micro: number) => micro / microPerCredit
