import { z } from 'zod'
import { id, time } from './common.ts'
import { deploymentStatus } from './deployments.ts'
import { executionStatus } from './executions.ts'
import { finishReason, messagePart, messageRole } from './parts.ts'

const agentId = id('agent')
const conversation = { conversation_id: id('conv'), agent_id: agentId }
const credits = { credits: z.number().meta({ description: 'Credits left' }) }
const dataSource = { connection_id: id('ds'), status_message: z.string().nullable() }

/** Every event that webhooks can tell of, with what it says: the `data` of the message. */
export const webhookEvents = {
  'agent.execute': z
    .object({
      execution_id: id('exec'),
      agent_id: agentId,
      conversation_id: id('conv').nullable(),
      status: executionStatus,
      finish_reason: finishReason,
      input: z.string(),
      response: z.string(),
      tokens_used: z.number().int(),
      data_sources_queried: z.array(id('ds')),
      execution_time_ms: z.number().int(),
      model_used: z.string(),
      declined: z.boolean(),
    })
    .meta({ description: 'An agent has answered, or failed to' }),
  'agent.updated': z
    .object({ agent_id: agentId, name: z.string(), version: z.number().int(), status: z.enum(['active', 'inactive']) })
    .meta({ description: 'An agent was changed' }),
  'conversation.started': z
    .object({ ...conversation, channel: z.string(), deployment_id: id('dep').nullable() })
    .meta({ description: 'A visitor has begun a conversation' }),
  'conversation.message': z
    .object({
      ...conversation,
      message_id: id('msg'),
      execution_id: id('exec').nullable(),
      role: messageRole,
      parts: z.array(messagePart),
    })
    .meta({ description: 'Something was said in a conversation' }),
  'conversation.handoff': z
    .object({ ...conversation, state: z.string(), operator_name: z.string().nullable() })
    .meta({ description: 'A conversation was passed on to a person, or back' }),
  'conversation.closed': z.object(conversation).meta({ description: 'A conversation has ended' }),
  'lead.captured': z
    .object({ ...conversation, lead_id: id('lead'), fields: z.record(z.string(), z.string()) })
    .meta({ description: 'A visitor has left their details' }),
  'data_source.synced': z
    .object({ ...dataSource, documents: z.number().int() })
    .meta({ description: 'What a data source holds has been read' }),
  'data_source.failed': z.object(dataSource).meta({ description: 'A data source could not be read' }),
  'deployment.status': z
    .object({
      deployment_id: id('dep'),
      agent_id: agentId,
      platform: z.string(),
      status: deploymentStatus,
      status_message: z.string().nullable(),
    })
    .meta({ description: 'A deployment has come to another status' }),
  'credits.low': z.object(credits).meta({ description: 'A fifth or less of the plan’s credits is left' }),
  'credits.exhausted': z.object(credits).meta({ description: 'The credits do not suffice; agents answer with the builtin model' }),
  'spending.cap': z
    .object({
      cap_id: id('cap'),
      scope: z.string(),
      subject: z.string(),
      period: z.string(),
      period_start: time,
      percent: z.union([z.literal(50), z.literal(80), z.literal(100)]),
      spent: z.number().meta({ description: 'Credits' }),
      cap: z.number().meta({ description: 'Credits' }),
    })
    .meta({ description: 'Half, four fifths or all of a spending cap is used; once each in a period' }),
  'invoice.created': z
    .object({
      invoice_id: id('inv'),
      number: z.string(),
      amount: z.number(),
      currency: z.string(),
      status: z.enum(['open', 'paid', 'void', 'refunded']),
    })
    .meta({ description: 'There is a new invoice' }),
}

export type WebhookEventType = keyof typeof webhookEvents
export type WebhookEventData<Type extends WebhookEventType> = z.output<(typeof webhookEvents)[Type]>

export const webhookEventTypes = Object.keys(webhookEvents) as [WebhookEventType, ...WebhookEventType[]]

/** Sent when it is asked for, whatever a webhook listens to. */
export const testEventType = 'webhook.test'

/** The body of every message: signed and identified by the headers of the Standard Webhooks specification. */
export const webhookMessage = (type: string, data: z.ZodType) =>
  z.object({ type: z.literal(type), timestamp: time.meta({ description: 'When it happened' }), data })
