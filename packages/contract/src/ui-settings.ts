import { z } from 'zod'
import { formField } from './parts.ts'

const color = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'Give a colour as #rrggbb')

const proactive = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .meta({ description: 'Shown beside the launcher', examples: ['May I help you find a lamp?'] }),
  after_seconds: z.int().min(1).max(3600).nullable().default(null).meta({ description: 'Time on the page; null: not by time' }),
  on_exit: z.boolean().default(false).meta({ description: 'When the pointer leaves the page at the top' }),
  pages: z
    .array(z.string().startsWith('/').max(200))
    .max(20)
    .default([])
    .meta({ description: 'Beginnings of paths, such as /cart; none: every page', examples: [['/cart']] }),
  every_days: z.int().min(1).max(365).default(7).meta({ description: 'One visitor sees it once in this many days' }),
})

const preChat = z.strictObject({
  title: z.string().trim().min(1).max(200),
  fields: z.array(formField).min(1).max(6),
  consent_text: z.string().max(2000).nullable().default(null),
})

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-4]):[0-5]\d$/, 'Give a time as 09:30')
  .meta({ examples: ['09:00'] })

const hours = z.strictObject({
  time_zone: z
    .string()
    .max(60)
    .refine(isTimeZone, 'is not a time zone such as Europe/Berlin')
    .meta({ examples: ['Europe/Berlin'] }),
  periods: z
    .array(
      z.strictObject({
        days: z
          .array(z.int().min(1).max(7))
          .min(1)
          .max(7)
          .meta({ description: '1 is Monday', examples: [[1, 2, 3, 4, 5]] }),
        from: timeOfDay,
        to: timeOfDay,
      }),
    )
    .min(1)
    .max(14),
  closed_text: z.string().trim().min(1).max(300).meta({ description: 'Shown when no person can be reached' }),
})

const picture = z.url({ protocol: /^https$/, error: 'Give the address of a picture with https' }).max(500)

const field = {
  color: color.nullable(),
  position: z.enum(['right', 'left']),
  theme: z.enum(['auto', 'light', 'dark']),
  launcher_text: z.string().max(40).nullable(),
  launcher_icon: z
    .string()
    .max(1000)
    .regex(/^M[\d\s.,MmLlHhVvCcSsQqTtAaZz-]+$/, 'Give the path of an icon of 24 by 24, as in the d of an SVG path')
    .meta({ description: 'Path of an outline icon of 24 by 24', examples: ['M4 5h16v11H9l-5 4z'] })
    .nullable(),
  picture: picture.nullable().meta({ description: 'Shown beside the agent’s name', examples: ['https://shop.example/assistant.png'] }),
  operator_pictures: z
    .record(z.string().max(100), picture)
    .refine(pictures => Object.keys(pictures).length <= 50, 'has more than 50 pictures')
    .nullable()
    .meta({
      description: 'Pictures of the people who answer, by the name they have here',
      examples: [{ Mia: 'https://shop.example/mia.jpg' }],
    }),
  texts: z
    .record(z.string().max(40), z.string().trim().min(1).max(300))
    .refine(texts => Object.keys(texts).length <= 80, 'has more than 80 texts')
    .nullable()
    .meta({
      description: 'What the chat says in other words than its own, in every language, by the names in its guide',
      examples: [{ placeholder: 'Ask about our lamps…' }],
    }),
  attachments: z.boolean().meta({ description: 'Whether visitors can send files' }),
  proactive: proactive.nullable().meta({ description: 'A message that comes by itself, at times' }),
  pre_chat: preChat.nullable().meta({ description: 'A form before the first message' }),
  hours: hours.nullable().meta({ description: 'When people can be reached' }),
  context_keys: z
    .array(z.string().trim().min(1).max(40))
    .max(10)
    .meta({ description: 'What of the context that a page sets the agent gets to know', examples: [['page', 'cart']] }),
}

/** How the chat looks and behaves, as it is answered. */
export const uiSettings = z.object(field)

/** The same as callers send it: absent means unchanged, null goes back to the default. */
export const uiSettingsInput = z.strictObject({
  color: field.color.optional(),
  position: field.position.nullable().optional(),
  theme: field.theme.nullable().optional(),
  launcher_text: field.launcher_text.optional(),
  launcher_icon: field.launcher_icon.optional(),
  picture: field.picture.optional(),
  operator_pictures: field.operator_pictures.optional(),
  texts: field.texts.optional(),
  attachments: field.attachments.nullable().optional(),
  proactive: field.proactive.optional(),
  pre_chat: field.pre_chat.optional(),
  hours: field.hours.optional(),
  context_keys: field.context_keys.nullable().optional(),
})
export type UiSettings = z.infer<typeof uiSettingsInput>

function isTimeZone(name: string) {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }))
  } catch {
    return false
  }
}
