import { noCredits } from '../billing/turn-credits.ts'
import type { TurnInput, TurnPorts } from '../engine/turn.ts'
import type { Evidence, ModelMessage } from '../models/model.ts'
import type { ModelCatalogue } from '../models/model-catalogue.ts'

/** Finds passages of a company's data sources for a question, best first. */
export type Retrieve = (
  companyId: string,
  dataSourceIds: readonly string[],
  question: string,
  history: readonly ModelMessage[],
) => Promise<readonly Evidence[]>

/** What the engine reaches the world through, for a turn of this company. */
export const turnPorts = (
  { models, retrieve }: { models: ModelCatalogue; retrieve: Retrieve },
  companyId: string,
  { dataSourceIds, funded = true }: TurnInput,
  signal: AbortSignal,
): TurnPorts => ({
  retrieve: (question, history) => retrieve(companyId, dataSourceIds, question, history),
  resolveModel: name => {
    const resolved = models.resolve(name)
    if (funded || resolved.model === models.builtin) return resolved
    return { model: models.builtin, name: 'builtin', fallbackReason: noCredits }
  },
  builtin: models.builtin,
  signal,
  monotonicNow: () => performance.now(),
  wait: pause,
})

const pause = (ms: number, signal: AbortSignal) =>
  new Promise<void>(resolve => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
