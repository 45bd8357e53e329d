import { z } from 'zod'
import { time } from './common.ts'

/** What an inbound event holds at most, in characters of its text. */
export const maxInboundText = 20_000

const text = z.string().max(maxInboundText)
/** Of an adapter's own: ids, names, references; never empty. */
export const short = (max = 300) => z.string().min(1).max(max)

/** Of a chat on its platform. */
export const address = short().meta({
  description: 'Where an answer goes on the platform: opaque, the same for the same chat',
  examples: ['chat-1'],
})

const platformMessageId = short().meta({ description: 'Id of the message on the platform' })

const sender = z.strictObject({
  id: short(),
  name: z.string().max(300).nullable().default(null),
  username: z.string().max(300).nullable().default(null),
  language: z.string().max(35).nullable().default(null).meta({ description: 'BCP 47' }),
  phone: z.string().max(20).nullable().default(null).meta({ description: 'With the code of its country, where the platform proves it' }),
})

const inboundFile = z.strictObject({
  ref: short(2000).meta({ description: 'What the adapter needs to load it later' }),
  name: short(),
  media_type: short(200),
  size: z.int().min(0).nullable().default(null).meta({ description: 'Bytes' }),
})

/** Of every event. Its id is unique within the deployment: the same event delivered again is known by it. */
const event = { event_id: short(200).meta({ description: 'Unique within the deployment', examples: ['event-1'] }), address }

export const inboundEvent = z.discriminatedUnion('kind', [
  z
    .strictObject({
      ...event,
      kind: z.literal('message'),
      message_id: platformMessageId,
      sent_at: time,
      order: z.number().nullable().default(null).meta({ description: 'Place within the chat, where the platform numbers its messages' }),
      text,
      files: z.array(inboundFile).max(20).default([]),
      sender,
      quote: z.string().max(2000).nullable().default(null).meta({ description: 'What the message replies to' }),
    })
    .meta({ description: 'A visitor wrote' }),
  z
    .strictObject({ ...event, kind: z.literal('edited'), message_id: platformMessageId, sent_at: time, text })
    .meta({ description: 'A visitor changed what they wrote' }),
  z.strictObject({ ...event, kind: z.literal('echo'), message_id: platformMessageId, sent_at: time, text }).meta({
    description:
      'A message went out of the merchant’s own account: ours come back like that, and so does what a person writes there, such as /resume',
  }),
  z
    .strictObject({
      ...event,
      kind: z.literal('command'),
      name: z.enum(['start', 'reset', 'resume', 'stop', 'help']),
      payload: z.string().max(500).nullable().default(null),
      sender,
    })
    .meta({ description: 'start: greet; reset: begin anew; resume: the agent answers again; stop: end the answer being written' }),
  z
    .strictObject({
      ...event,
      kind: z.literal('receipt'),
      message_id: platformMessageId,
      state: z.enum(['sent', 'delivered', 'read', 'failed']),
      reason: z.string().max(1000).nullable().default(null),
    })
    .meta({ description: 'What became of a message that we sent' }),
  z
    .strictObject({ ...event, kind: z.literal('blocked'), blocked: z.boolean() })
    .meta({ description: 'The visitor does not want messages any more, or wants them again' }),
  z.strictObject({ ...event, kind: z.literal('moved'), to: address }).meta({ description: 'The chat has another address from now on' }),
])
export type WireInboundEvent = z.input<typeof inboundEvent>
export type StoredInboundEvent = z.output<typeof inboundEvent>
