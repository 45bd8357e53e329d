import type { Adapter } from '@craveva/adapter-kit/adapter'

/** The adapters of this program. Each loads what is heavy only when a deployment of its platform is opened. */
export const adapters: readonly Adapter[] = []
