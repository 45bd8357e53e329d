import type { OneOfEach } from '../one-of-each.ts'
import type { TestAnswer } from '../test-client.ts'

/**
 * What an answer tells of a company: ids, keys and tokens of it that stood neither in the address that was asked for nor, where the agent is
 * there for everybody, are the agent's own.
 */
export function leaksIn({ body }: TestAnswer, { params, keys, visitorToken }: OneOfEach, asked: string, agentIsAsked: boolean) {
  const text = typeof body === 'string' ? body : JSON.stringify(body ?? '')
  const marks = { ...params, ...Object.fromEntries(Object.entries(keys).map(([name, key]) => [`${name} key`, key])), visitorToken }
  return Object.entries(marks)
    .filter(([name, mark]) => mark.includes('_') || name === 'visitorToken')
    .filter(([name, mark]) => text.includes(mark) && !asked.includes(mark) && !(agentIsAsked && name === 'agent_id'))
    .map(([name]) => name)
}
