import { createTestApp } from '@craveva/core/testing/create-test-app'
import { expect, test } from 'vitest'
import { createRandom } from '../mock-model/random.ts'
import { drawCodeAttempts } from '../shops/code-attempts.ts'
import { drawAttempts } from '../shops/order-attempts.ts'
import { isThere, shopNames } from '../shops/shop-doubles.ts'
import { attackCodes } from './attack-codes.ts'
import { attackShop } from './orders.ts'

test.each(shopNames)('an order of a shop on %s is told to its owner alone, whatever a model is made to ask', async name => {
  if (!isThere(name)) return console.log(`${name} is left out: its schema could not be fetched from npm`)
  const random = createRandom(1)
  const attempts = drawAttempts(39, limit => random.below(limit))
  expect(await attackShop(name, attempts, createTestApp)).toEqual({ disclosed: [], told: 5, untold: [], unlimited: 0 })
})

test.each(shopNames)('nor is one past its code at a shop on %s, and nothing tells whether there is one', async name => {
  if (!isThere(name)) return console.log(`${name} is left out: its schema could not be fetched from npm`)
  const random = createRandom(2)
  const attempts = drawCodeAttempts(12, limit => random.below(limit))
  expect(await attackCodes(name, attempts, createTestApp)).toEqual({ disclosed: [], told: 2, untold: [], differing: 0 })
})
