import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const place = z.object({ file: z.string(), any_of: z.array(z.string()).min(1) })

const questionSchema = z.object({
  id: z.string(),
  question: z.string(),
  kind: z.string(),
  language: z.string().optional(),
  expect: place.extend({ also: z.array(place).optional(), answer_any_of: z.array(z.string()).optional() }).nullable(),
})

export type Question = z.infer<typeof questionSchema>

/** A file of questions; throws with what is wrong in it. */
export async function readQuestions(path: string): Promise<Question[]> {
  const parsed = z.array(questionSchema).safeParse(JSON.parse(await readFile(path, 'utf8')))
  if (!parsed.success) throw new Error(`${path} does not hold questions: ${z.prettifyError(parsed.error)}`)
  return parsed.data
}
