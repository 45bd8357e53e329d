/** Addresses are compared without regard to case. */
export const addressKey = (email: string) => email.trim().normalize('NFKC').toLowerCase()
