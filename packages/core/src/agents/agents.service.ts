import type { CreateAgentInput, UpdateAgentInput } from '@craveva/contract/agents'
import type { Selectable } from 'kysely'
import { capAgent, forgetCapsOfAgent } from '../billing/agent-caps.service.ts'
import type { Context } from '../context.ts'
import { newId } from '../db/ids.ts'
import { AppError } from '../errors.ts'
import { recordEvent } from '../events/record-event.ts'
import { removeBroughtSource } from '../sources/brought-documents.ts'
import { missingSources } from '../sources/missing-sources.ts'
import { addToDirectory, removeFromDirectory } from '../system/directory.ts'
import { defaultConfig, mergeConfig } from './agent-config.ts'
import {
  deleteAgent,
  deploymentsOf,
  findAgent,
  findVersion,
  insertAgent,
  insertVersion,
  lockAgent,
  lockConversationsOf,
  updateAgent,
} from './agents.store.ts'
import type { AgentSnapshot, AgentTables } from './agents.tables.ts'

export type Agent = Selectable<AgentTables['agents']>

type Needs = Pick<Context, 'db' | 'principal' | 'models' | 'now'>

export async function createAgent(context: Needs, input: CreateAgentInput): Promise<Agent> {
  const { db, principal, now } = context
  const config = mergeConfig(defaultConfig(input.type), input.type, input)
  await check(context, config.model, input.data_sources ?? [])
  const agent = await insertAgent(db, {
    company_id: principal.companyId,
    agent_id: newId('agent', now()),
    name: input.name,
    type: input.type,
    status: input.status ?? 'active',
    description: input.description ?? '',
    config: JSON.stringify(config),
    data_sources: unique(input.data_sources ?? []),
  })
  await addToDirectory(db, { kind: 'agent', key: agent.agent_id, company_id: principal.companyId, id: agent.agent_id })
  await keepVersion(context, agent)
  if (config.daily_credit_cap !== null) await setOwnCap(context, agent)
  return agent
}

/** Throws NOT_FOUND. */
export async function getAgent({ db, principal }: Pick<Needs, 'db' | 'principal'>, agentId: string): Promise<Agent> {
  const agent = await findAgent(db, principal.companyId, agentId)
  if (!agent) throw new AppError('NOT_FOUND')
  return agent
}

/** Merges a change; when it changes what the agent does, that is a new version. */
export async function changeAgent(context: Needs, agentId: string, input: UpdateAgentInput): Promise<Agent> {
  const agent = await lockAgent(context.db, context.principal.companyId, agentId)
  if (!agent) throw new AppError('NOT_FOUND')
  const type = input.type ?? agent.type
  const data_sources = input.data_sources ? unique(input.data_sources) : agent.data_sources
  const config = mergeConfig(agent.config, type, input)
  await check(context, config.model, input.data_sources ?? [])
  const description = input.description === undefined ? agent.description : (input.description ?? '')
  return save(context, agent, { name: input.name ?? agent.name, type, description, config, data_sources }, input.status ?? agent.status)
}

/** Brings an earlier version back, as a new one. Throws NOT_FOUND. */
export async function restoreVersion(context: Needs, agentId: string, version: number): Promise<Agent> {
  const agent = await lockAgent(context.db, context.principal.companyId, agentId)
  const earlier = agent && (await findVersion(context.db, context.principal.companyId, agentId, version))
  if (!earlier) throw new AppError('NOT_FOUND')
  const gone = await missingSources(context.db, context.principal.companyId, earlier.snapshot.data_sources)
  const data_sources = earlier.snapshot.data_sources.filter(id => !gone.includes(id))
  return save(context, agent, { ...earlier.snapshot, data_sources }, agent.status)
}

/** Deletes an agent; with deployments only by force, as customers would stand before a closed door. */
export async function removeAgent(context: Needs, agentId: string, { force }: { force: boolean }) {
  const { db, principal } = context
  await getAgent(context, agentId)
  const deployments = await deploymentsOf(db, principal.companyId, agentId)
  if (deployments.length > 0 && !force) {
    const details = Object.fromEntries(deployments.map(({ deployment_id, platform }) => [deployment_id, `is deployed to ${platform}`]))
    throw new AppError('CONFLICT', 'This agent is deployed. Delete its deployments first, or send force=true.', { details })
  }
  await lockConversationsOf(db, principal.companyId, agentId)
  for (const { deployment_id } of deployments) await removeBroughtSource(context, db, principal.companyId, deployment_id)
  await deleteAgent(db, principal.companyId, agentId)
  await forgetCapsOfAgent(db, principal.companyId, agentId)
  await removeFromDirectory(db, 'agent', agentId)
}

/** What does not hinder saving but should be known. */
export function warningsFor({ models }: Pick<Needs, 'models'>, { config }: Pick<Agent, 'config'>) {
  const { fallbackReason } = models.resolve(config.model)
  return fallbackReason ? [`${fallbackReason} Until then the agent answers with the builtin model.`] : []
}

async function save(context: Needs, agent: Agent, next: AgentSnapshot, status: Agent['status']) {
  const changed = JSON.stringify(sorted(next)) !== JSON.stringify(sorted(snapshotOf(agent)))
  const saved = await updateAgent(context.db, agent.company_id, agent.agent_id, {
    ...next,
    status,
    config: JSON.stringify(next.config),
    data_sources: [...next.data_sources],
    version: changed ? agent.version + 1 : agent.version,
    updated_at: new Date(context.now()),
  })
  if (changed) await keepVersion(context, saved)
  if (next.config.daily_credit_cap !== agent.config.daily_credit_cap) await setOwnCap(context, saved)
  const { agent_id, name, version } = saved
  if (changed || status !== agent.status)
    await recordEvent(context.db, saved.company_id, 'agent.updated', { agent_id, name, version, status })
  return saved
}

const setOwnCap = ({ db, now }: Pick<Needs, 'db' | 'now'>, { company_id, agent_id, config }: Agent) =>
  capAgent({ db, now }, company_id, agent_id, config.daily_credit_cap)

const keepVersion = ({ db, principal }: Pick<Needs, 'db' | 'principal'>, agent: Agent) =>
  insertVersion(db, {
    company_id: agent.company_id,
    agent_id: agent.agent_id,
    version: agent.version,
    snapshot: JSON.stringify(snapshotOf(agent)),
    created_by: principal.userId,
  })

const snapshotOf = ({ name, type, description, config, data_sources }: Agent): AgentSnapshot => ({
  name,
  type,
  description,
  config,
  data_sources,
})

/** Throws INVALID_REQUEST for a model nobody knows and for data sources that are not the company's. */
async function check({ db, principal, models }: Needs, model: string, dataSources: readonly string[]) {
  if (!models.isKnown(model)) {
    throw new AppError('INVALID_REQUEST', `The model "${model}" is not known. Known are: ${models.examples.join(', ')}.`, {
      details: { model: 'is not a known model' },
    })
  }
  const missing = await missingSources(db, principal.companyId, dataSources)
  if (missing.length > 0) {
    throw new AppError('INVALID_REQUEST', 'Some data sources do not exist.', {
      details: { data_sources: `has unknown ids: ${missing.join(', ')}` },
    })
  }
}

const unique = (ids: readonly string[]) => [...new Set(ids)]

/** The same value with its keys in one order: PostgreSQL's jsonb keeps its own. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}
