import { expect, test } from 'vitest'
import { openStorage } from './storage.ts'

function fakeStorage() {
  const items = new Map<string, string>()
  const storage = {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
  return { items, storage: () => storage as unknown as Storage }
}

const record = { conversation_id: 'conv_1', visitor_token: 'token' }

test('remembers one conversation for each agent and person', () => {
  const { items, storage } = fakeStorage()
  const visits = openStorage('agent_1', storage)
  visits.write(record)
  visits.switchTo('mia')
  expect(visits.read()).toBeNull()
  visits.write({ ...record, conversation_id: 'conv_2' })
  visits.switchTo('')
  expect(visits.read()).toMatchObject(record)
  expect([...items.keys()]).toEqual(['craveva:agent_1', 'craveva:agent_1:mia'])
  visits.write(null)
  expect(visits.read()).toBeNull()
  expect([...items.keys()]).toEqual(['craveva:agent_1:mia'])
})

test.each(['{broken', '7', 'null', '[]', '{"conversation_id":1,"visitor_token":"x"}', '{"conversation_id":"x"}'])(
  '%s is no record',
  stored => {
    const { items, storage } = fakeStorage()
    items.set('craveva:agent_1', stored)
    expect(openStorage('agent_1', storage).read()).toBeNull()
  },
)

test('where storing is forbidden it remembers until the page goes', () => {
  const visits = openStorage('agent_1', () => {
    throw new Error('Denied')
  })
  visits.write(record)
  expect(visits.read()).toEqual(record)
  visits.write(null)
  expect(visits.read()).toBeNull()
})

test('where storage is full it remembers too', () => {
  const { storage } = fakeStorage()
  const visits = openStorage('agent_1', () => ({
    ...storage(),
    setItem: () => {
      throw new Error('Full')
    },
  }))
  visits.write(record)
  expect(visits.read()).toEqual(record)
})

test('what another tab forgot is forgotten', () => {
  const { items, storage } = fakeStorage()
  const visits = openStorage('agent_1', storage)
  visits.write(record)
  items.clear()
  expect(visits.read()).toBeNull()
})
