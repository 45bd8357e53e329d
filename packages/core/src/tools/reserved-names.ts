import { builtInTools } from '@craveva/contract/agent-settings'

/** Names that a company's own tools cannot have. */
export const reservedNames: ReadonlySet<string> = new Set(builtInTools)
