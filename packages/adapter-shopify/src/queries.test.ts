import { type GraphQLError, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { apiVersion, apiVersionEnds } from './library.ts'
import * as queries from './queries.ts'
import { readAdminSchema } from './testing/admin-schema.ts'

const schema = readAdminSchema(apiVersion)
if (!schema) console.log('queries are not checked against Shopify’s schema: it could not be fetched from npm')

const days = 24 * 3600_000

describe.skipIf(!schema)('in Shopify’s schema', { timeout: 120_000 }, () => {
  it.each(Object.entries(queries))('%s is valid', (_, query) => {
    const errors: readonly GraphQLError[] = schema ? validate(schema, parse(query)) : []
    expect(errors.map(({ message }) => message)).toEqual([])
  })
})

it('is of a version that Shopify supports for a while yet', () => {
  const left = (apiVersionEnds.getTime() - Date.now()) / days
  if (left < 90) console.log(`Shopify ends version ${apiVersion} in ${Math.floor(left)} days: take a newer one`)
  expect(left).toBeGreaterThan(0)
})
