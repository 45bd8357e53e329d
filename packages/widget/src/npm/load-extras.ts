import type { LoadExtras } from '../shared/extras.ts'

/** An import of its own, so that a bundler makes a file of it that is loaded when it is needed. */
export const loadExtras: LoadExtras = () => import('../extras/extras.tsx')
