import { z } from 'zod'
import { id } from './common.ts'

/** How an agent's tests went. */
export const testReport = z.object({
  agent_version: z.number().int(),
  passed: z.number().int(),
  failed: z.number().int(),
  results: z.array(
    z.object({
      test_id: id('test'),
      name: z.string(),
      passed: z.boolean(),
      failures: z.array(z.string()).meta({ description: 'What was expected and is not so, in words' }),
      response: z.string(),
    }),
  ),
})
export type TestReport = z.infer<typeof testReport>
