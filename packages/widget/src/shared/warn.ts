/** Tells whoever builds the page. */
export const warn = (error: unknown): void => console.warn('craveva:', error)
