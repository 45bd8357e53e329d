import { z } from 'zod'
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
    }),
  }),
  openapi: endpoint(operations.system.openapi, { answer: z.record(z.string(), z.unknown()) }),
}
