import type { Retrieve } from '../executions/turn-ports.ts'
import { captureLead } from './capture-lead.ts'
import { handOff, type RequestHandOff } from './hand-off.ts'
import { searchKnowledge } from './search-knowledge.ts'
import type { Tool } from './tool.ts'

/** The tools that come with the product and need no data source of their own. */
export const builtInToolsWith = (needs: { readonly retrieve: Retrieve; readonly requestHandOff: RequestHandOff }): readonly Tool[] => [
  searchKnowledge(needs.retrieve),
  handOff(needs.requestHandOff),
  captureLead,
]
