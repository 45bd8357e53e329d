import { createTestApp } from '@craveva/core/testing/create-test-app'
import { expect, test } from 'vitest'
import { conversations } from './conversations.ts'
import { holdConversations } from './hold-conversations.ts'
import { isThere, shopNames } from './shop-doubles.ts'

test('there are sixty conversations', () => {
  expect(conversations).toHaveLength(60)
})

test.each(shopNames)('they end as they should at a shop on %s', async name => {
  if (!isThere(name)) return console.log(`${name} is left out: its schema could not be fetched from npm`)
  const wrong = (await holdConversations(name, createTestApp)).filter(({ isRight }) => !isRight)
  expect(wrong.map(({ conversation, answer }) => `${conversation.says.join(' / ')}: ${answer.slice(0, 300)}`)).toEqual([])
})
