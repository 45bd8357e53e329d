import { z } from 'zod'
import { done, id, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'

export const capScopes = ['company', 'outlet', 'agent', 'channel', 'visitor'] as const
export type CapScope = (typeof capScopes)[number]

export const capPeriods = ['day', 'month'] as const
export type CapPeriod = (typeof capPeriods)[number]

const scope = z.enum(capScopes).meta({ description: 'What is capped. A visitor is who their identity says, else their network' })
const subject = z
  .string()
  .min(1)
  .max(200)
  .meta({ description: 'The id of the outlet or agent, or the channel; `*` for each one by itself, as it always is for visitors' })
const period = z.enum(capPeriods).meta({ description: 'A day or a month of the calendar, in UTC' })
const amount = z.number().min(0).max(1e9).meta({ description: 'Credits' })

const setBody = z.strictObject({
  scope,
  subject: subject.default('*'),
  period,
  amount,
  sentence: z
    .string()
    .trim()
    .min(1)
    .max(1000)
    .nullable()
    .optional()
    .meta({ description: 'Said instead of an answer when the cap is reached; else the builtin model answers' }),
})
export type SetCapInput = z.infer<typeof setBody>

const cap = z.object({
  cap_id: id('cap'),
  scope,
  subject,
  period,
  amount,
  sentence: z.string().nullable(),
  set_by: z.enum(['company', 'agent']).meta({ description: 'Those of an agent come from `daily_credit_cap` of its configuration' }),
  counters: z
    .array(
      z.object({
        subject: z.string(),
        period_start: time,
        spent: z.number(),
        held: z.number().meta({ description: 'Reserved for answers being written' }),
      }),
    )
    .meta({ description: 'What was spent in the present period; the highest ten' }),
  created_at: time,
  updated_at: time,
})

export const capsApi = {
  caps: endpoint(operations.billing.caps, { answer: z.object({ caps: z.array(cap) }) }),
  setCap: endpoint(operations.billing.setCap, { body: setBody, answer: z.object({ cap }) }),
  removeCap: endpoint(operations.billing.removeCap, { answer: done, errors: ['CONFLICT'] }),
}
