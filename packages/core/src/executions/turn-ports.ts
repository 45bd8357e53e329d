import { toCredits } from '../billing/credits.ts'
import { priceOf } from '../billing/prices.ts'
import type { Db } from '../db/database.ts'
import { inCompany } from '../db/in-company.ts'
import type { TurnPorts } from '../engine/turn.ts'
import type { CompanyModels } from '../models/keys/company-models.ts'
import type { Evidence, ModelMessage } from '../models/model.ts'
import type { ModelCatalogue } from '../models/model-catalogue.ts'
import { sentenceModel } from '../models/sentence-model.ts'
import { bindTools } from '../tools/bind-tools.ts'
import type { RequestHandOff } from '../tools/hand-off.ts'
import { loadSchemaCheck } from '../tools/load-schema-check.ts'
import type { ToolPrincipal } from '../tools/tool.ts'
import type { ToolsFor } from '../tools/tools-for.ts'
import { findSummary, keepSummary } from './summaries.store.ts'
import type { WorkInput } from './work-input.ts'

/** Finds passages of a company's data sources for a question, best first. */
export type Retrieve = (
  companyId: string,
  dataSourceIds: readonly string[],
  question: string,
  history: readonly ModelMessage[],
) => Promise<readonly Evidence[]>

/** The turn that ports are for. */
export interface TurnWork {
  readonly companyId: string
  readonly executionId: string
  readonly conversationId: string | null
}

interface Needs {
  readonly pool: Db
  readonly models: ModelCatalogue
  readonly companyModels: CompanyModels
  readonly retrieve: Retrieve
  readonly toolsFor: ToolsFor
  readonly requestHandOff: RequestHandOff
}

/** What the engine reaches the world through, for a turn of this company. */
export async function turnPorts(needs: Needs, work: TurnWork, input: WorkInput, signal: AbortSignal): Promise<TurnPorts> {
  const { retrieve, toolsFor } = needs
  const models = input.model === 'builtin' ? needs.models : await needs.companyModels.of(work.companyId).catch(() => needs.models)
  const { withheld } = input
  // What answers when the agent's model may not.
  const builtin = withheld?.sentence ? sentenceModel(withheld.sentence) : models.builtin
  return {
    retrieve: (question, history) => retrieve(work.companyId, input.dataSourceIds, question, history),
    resolveModel: name => {
      const resolved = models.resolve(name)
      if (!withheld || resolved.ownKey || resolved.model === models.builtin) return resolved
      return { model: builtin, name: 'builtin', fallbackReason: withheld.reason }
    },
    builtin,
    creditsFor: (model, usage) => (models.resolve(model).ownKey ? 0 : toCredits(priceOf(model, usage))),
    checkSchema: async (schema, value) => (await loadSchemaCheck())(schema, value),
    handOff: work.conversationId === null ? null : () => askForPerson(needs, work, input),
    earlier: work.conversationId === null ? null : keptSummary(needs.pool, work.companyId, work.conversationId),
    inConversation: work.conversationId !== null,
    tools: input.config.tools.length === 0 ? null : () => loadTools(toolsFor, work, input),
    signal,
    monotonicNow: () => performance.now(),
    wait: pause,
  }
}

const keptSummary = (pool: Db, companyId: string, conversationId: string): TurnPorts['earlier'] => ({
  find: () => inCompany(pool, companyId, async db => (await findSummary(db, companyId, conversationId)) ?? null),
  keep: async summary => {
    await inCompany(pool, companyId, db => keepSummary(db, companyId, conversationId, summary))
  },
})

/** A person is asked for because the agent would have said what nobody gave it. */
const askForPerson = ({ requestHandOff }: Needs, { companyId, executionId, conversationId }: TurnWork, { agentId }: WorkInput) =>
  requestHandOff(
    { companyId, agentId, executionId, conversationId: conversationId ?? '', language: null },
    'unsupported statement',
    'claim',
  )

async function loadTools(toolsFor: ToolsFor, { companyId, executionId, conversationId }: TurnWork, input: WorkInput) {
  const { agentId, config, dataSourceIds, outletId = null, context = {}, principal = anonymous } = input
  const tools = await toolsFor({ companyId, agentId, conversationId, config, dataSourceIds }, principal)
  const circumstances = { principal, companyId, agentId, conversationId, executionId, outletId, dataSourceIds, context }
  return bindTools(input.trial ? tools.filter(({ effect }) => effect === 'read') : tools, circumstances, await loadSchemaCheck())
}

const anonymous: ToolPrincipal = { kind: 'anonymous' }

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
