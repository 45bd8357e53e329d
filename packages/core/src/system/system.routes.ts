import type { Api } from '@craveva/contract/api'
import { sql } from 'kysely'
import type { Handlers } from '../http/handlers.ts'
import { industries } from './industries.ts'
import { openApiDocument } from './openapi-document.ts'

/** Milliseconds within which a healthy database answers. */
const patience = 2000

export const systemHandlers: Handlers<Api['system']> = {
  health: async ({ pool, config, now }) => {
    const startedAt = performance.now()
    const connected = await Promise.race([
      sql`select 1`.execute(pool).then(
        () => true,
        () => false,
      ),
      new Promise<false>(resolve => setTimeout(() => resolve(false), patience).unref()),
    ])
    const latency = Math.round((performance.now() - startedAt) * 10) / 10
    return {
      status: connected ? 'ok' : 'degraded',
      timestamp: new Date(now()).toISOString(),
      version: config.version,
      database: { connected, latency_ms: connected ? latency : null },
      data: { responsive: connected },
    }
  },
  industries: async () => ({
    industries: Object.keys(industries),
    templates: Object.entries(industries).map(([industry, agent_types]) => ({ industry, agent_types: [...agent_types] })),
  }),
  openapi: async ({ config }) => openApiDocument(config),
}
