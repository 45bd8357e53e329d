import { type ZodType, z } from 'zod'

/** Marks a setting that is sealed at rest and never shown again; it is optional in the schema. */
export const secret = { writeOnly: true } as const

/** Marks a setting without which a deployment waits; `words` are what people know it by. It is optional in the schema. */
export const needed = (words: string) => ({ needed: words }) as const

/** Marks a setting that decides where secrets are sent: a change of it needs the secrets again. */
export const destination = { destination: true } as const

/** Settings that every channel can offer; spread them into a schema: how the host treats what arrives. */
export const channelSettings = {
  merge_ms: z
    .int()
    .min(0)
    .max(60_000)
    .default(1500)
    .meta({ description: 'Messages that follow each other within so many milliseconds are answered together' }),
  pause_minutes: z
    .int()
    .min(0)
    .max(10_080)
    .default(60)
    .meta({ description: 'How long the agent is silent after a person answered in the platform’s own app; 0: it never is' }),
}

/** What is marked as needed and not there, with its words. */
export function missingSettings(schema: ZodType, settings: unknown): Record<string, string> {
  if (!(schema instanceof z.ZodObject)) return {}
  const given = settings as Readonly<Record<string, unknown>>
  const missing: Record<string, string> = {}
  for (const [name, field] of Object.entries(schema.shape)) {
    const words = field instanceof z.ZodType ? field.meta()?.needed : undefined
    if (typeof words === 'string' && given[name] === undefined) missing[name] = words
  }
  return missing
}

/** The values of settings that are marked as secret. */
export function secretsOf(schema: ZodType, settings: unknown): string[] {
  if (!(schema instanceof z.ZodObject)) return []
  const given = settings as Readonly<Record<string, unknown>>
  return Object.entries(schema.shape).flatMap(([name, field]) => {
    const value = given[name]
    const isSecret = field instanceof z.ZodType && field.meta()?.writeOnly === true
    return isSecret && typeof value === 'string' && value.length >= 4 ? [value] : []
  })
}
