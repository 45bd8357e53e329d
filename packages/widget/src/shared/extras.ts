/** What the panel loads when it is needed for the first time. */
export type Extras = typeof import('../extras/extras.tsx')

/** Brings it; without, the panel brings the file beside its own. */
export type LoadExtras = () => Promise<Extras>
