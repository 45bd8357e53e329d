import type { Api } from '@craveva/contract/api'
import { AppError } from '../errors.ts'
import type { Handlers } from '../http/handlers.ts'
import { industries } from './industries.ts'
import { openApiDocument } from './openapi-document.ts'
import { probe } from './probe.ts'

export const systemHandlers: Handlers<Api['system']> = {
  health: async ({ pool, config, now }) => {
    const { latencyMs, queue } = await probe(pool)
    const connected = latencyMs !== null
    return {
      status: connected ? 'ok' : 'degraded',
      timestamp: new Date(now()).toISOString(),
      version: config.version,
      database: { connected, latency_ms: latencyMs },
      data: { responsive: queue !== null },
      queue,
    }
  },
  ready: async ({ pool }) => {
    if ((await probe(pool)).latencyMs === null) throw new AppError('UNAVAILABLE', 'The database does not answer.', { retryAfter: 5 })
    return { ready: true }
  },
  industries: async () => ({
    industries: Object.keys(industries),
    templates: Object.entries(industries).map(([industry, agent_types]) => ({ industry, agent_types: [...agent_types] })),
  }),
  openapi: async ({ config }) => openApiDocument(config),
}
