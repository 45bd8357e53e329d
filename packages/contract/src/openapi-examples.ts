import { exampleOf, type JsonSchema } from './example-of.ts'
import { referenceExamples } from './reference-examples.ts'

interface Media {
  readonly schema?: JsonSchema
  example?: unknown
}

interface DocumentOperation {
  readonly operationId?: string
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>
}

/** Gives every request and every success of an OpenAPI document an example: that of the reference where it has one, completed. */
export function addExamples<Document extends { readonly paths?: unknown }>(document: Document): Document {
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, DocumentOperation>>>>
  for (const operation of Object.values(paths).flatMap(path => Object.values(path))) {
    const known = referenceExamples[operation.operationId ?? '']
    for (const media of Object.values(operation.requestBody?.content ?? {}))
      if (media.schema) media.example = exampleOf(media.schema, known?.request)
    for (const [status, { content = {} }] of Object.entries(operation.responses)) {
      const json = content['application/json']
      if (status.startsWith('2') && json?.schema) json.example = exampleOf(json.schema, known?.answer)
    }
  }
  return document
}
