import { createOpenApi } from '@craveva/contract/openapi'
import { validate } from '@readme/openapi-parser'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { endpoints } from '../testing/endpoints.ts'

interface Media {
  readonly schema?: object
  readonly example?: unknown
}

interface Operation {
  readonly operationId: string
  readonly security?: readonly object[]
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>>; readonly $ref?: string }>>
}

const document = createOpenApi({ version: '1.0.0', serverUrl: 'https://example.com/api/v1' })
const paths = document.paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>
const operations = Object.values(paths).flatMap(path => Object.values(path))

/** A part of a JSON pointer within a URI. */
const encoded = (part: string) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))

test('a public validator finds nothing wrong with the document', async () => {
  const result = await validate(structuredClone(document) as never)
  expect(result).toMatchObject({ valid: true, warnings: [] })
})

test('it has every endpoint, each with who may call it, what it answers, and how it fails', () => {
  expect(operations.map(({ operationId }) => operationId).toSorted()).toEqual(endpoints.map(({ name }) => name).toSorted())
  for (const { operationId, security, responses } of operations) {
    expect(security, operationId).toBeDefined()
    const statuses = Object.keys(responses)
    expect(
      statuses.filter(status => status.startsWith('2')),
      operationId,
    ).toHaveLength(1)
    expect(statuses, operationId).toEqual(expect.arrayContaining(['400', '500', '503']))
  }
})

test('every request and every success in JSON has an example, and the examples have the shapes they stand for', () => {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, validateSchema: false })
  ajv.addSchema(document, 'document')
  const wrong: string[] = []
  const check = (operationId: string, place: string, content: Readonly<Record<string, Media>> = {}) => {
    for (const [type, { example }] of Object.entries(content)) {
      if (type !== 'application/json' && type !== 'multipart/form-data') continue
      const validator = ajv.getSchema(`document#${place}/content/${encoded(type)}/schema`)
      if (example === undefined) wrong.push(`${operationId} has none`)
      else if (!validator?.(example)) wrong.push(`${operationId}: ${ajv.errorsText(validator?.errors)} in ${JSON.stringify(example)}`)
    }
  }
  for (const [path, methods] of Object.entries(paths))
    for (const [method, { operationId, requestBody, responses }] of Object.entries(methods)) {
      const at = `/paths/${encoded(path)}/${method}`
      check(operationId, `${at}/requestBody`, requestBody?.content)
      for (const status of ['200', '201']) check(operationId, `${at}/responses/${status}`, responses[status]?.content)
    }
  expect(wrong).toEqual([])
})

test('what is served is made from the contract anew with each version: two documents of the same contract are one', () => {
  expect(createOpenApi({ version: '1.0.0', serverUrl: 'https://example.com/api/v1' })).toEqual(document)
})
