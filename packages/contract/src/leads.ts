import { z } from 'zod'
import { id, page, paging, time } from './common.ts'
import { endpoint } from './endpoint.ts'
import { operations } from './operations.ts'

const name = z.string().trim().min(1).max(200)
const email = z.email('is not an e-mail address').max(254)
const phone = z
  .string()
  .trim()
  .regex(/^\+?[\d\s()./-]{5,40}$/, 'is not a phone number')
  .meta({ examples: ['+1 555 0100'] })

const captureBody = z.strictObject({
  name: name.optional(),
  email: email.optional().meta({ description: 'This or `phone` is needed' }),
  phone: phone.optional(),
  message: z.string().trim().min(1).max(4000).optional(),
  fields: z
    .record(z.string().min(1).max(60), z.string().max(1000))
    .refine(fields => Object.keys(fields).length <= 20, 'has more than 20 fields')
    .default({})
    .meta({ description: 'What else the form asked for' }),
  consent: z
    .string()
    .trim()
    .min(1, 'Send the text that the visitor agreed to')
    .max(2000)
    .meta({ description: 'The text that the visitor agreed to, as it was shown' }),
  conversation_id: id('conv').optional().meta({ description: 'One’s own, proven by X-Visitor-Token' }),
})
export type CaptureLeadInput = z.infer<typeof captureBody>

const lead = z.object({
  lead_id: id('lead'),
  agent_id: id('agent'),
  deployment_id: id('dep').nullable(),
  conversation_id: id('conv').nullable(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  message: z.string().nullable(),
  fields: z.record(z.string(), z.string()),
  consent: z.object({ text: z.string(), given_at: time }),
  created_at: time,
})

const filter = { agent_id: id('agent').optional() }

export const leadsApi = {
  capture: endpoint(operations.leads.capture, {
    body: captureBody,
    answer: z.object({ lead: z.object({ lead_id: id('lead'), created_at: time }) }),
  }),
  list: endpoint(operations.leads.list, {
    query: z.strictObject({ ...paging, ...filter }),
    answer: z.object({ leads: z.array(lead), ...page }),
  }),
  export: endpoint(operations.leads.export, { query: z.strictObject(filter), answer: z.unknown() }),
}
