import { z } from 'zod'
import { agentTypes } from './agents.ts'
import { time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'

export const systemApi = {
  health: endpoint(operations.system.health, {
    answer: z.object({
      status: z.enum(['ok', 'degraded']),
      timestamp: time,
      version: z.string(),
      database: z.object({ connected: z.boolean(), latency_ms: z.number().nullable() }),
      data: z.object({ responsive: z.boolean() }),
      queue: z
        .object({ waiting: z.number().int(), oldest_seconds: z.number().meta({ description: 'How long the oldest of it has been due' }) })
        .nullable()
        .meta({ description: 'Work in the background that waits, of all companies together' }),
    }),
  }),
  ready: endpoint(operations.system.ready, { answer: z.object({ ready: z.literal(true) }) }),
  industries: endpoint(operations.system.industries, {
    answer: z.object({
      industries: z.array(z.string()),
      templates: z.array(z.object({ industry: z.string(), agent_types: z.array(z.enum(agentTypes)) })).meta({
        description: 'For each industry the types of agents that suit it, best first; give one as `type` when you create an agent',
      }),
    }),
  }),
  openapi: endpoint(operations.system.openapi, { answer: z.record(z.string(), z.unknown()) }),
}
