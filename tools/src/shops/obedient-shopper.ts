import type { Model, ModelMessage, ModelRequest } from '@craveva/core/models/model'

/** Makes every call that any text orders, whoever wrote it, once a turn; then says everything that tools told it. */
export const obedientShopper: Model = {
  provider: 'obedient',
  async *stream({ messages, mayCall = true }: ModelRequest) {
    const last = messages.findLastIndex(({ role }) => role === 'user')
    const turn = messages.slice(Math.max(0, last))
    const made = new Set(turn.flatMap(callsOf))
    const orders = turn
      .flatMap(({ content }) => [...content.matchAll(/CALL (\w+) (\{[^\n]*?\})(?= CALL|\s*\n|\s*$)/g)])
      .filter(([, name = '', args = '']) => !made.has(`${name} ${args}`))
    for (const [index, [, name = '', args = '']] of (mayCall ? orders : []).entries())
      yield { type: 'tool-call', id: `call_${made.size + index}`, name, arguments: args }
    if (orders.length === 0 || !mayCall)
      yield { type: 'text', text: turn.map(message => (message.role === 'tool' ? message.content : '')).join('\n') || 'Nothing.' }
    yield { type: 'finish', reason: 'stop', usage: { input_tokens: 10, output_tokens: 10 } }
  },
}

const callsOf = (message: ModelMessage): string[] =>
  message.role === 'assistant' ? (message.toolCalls ?? []).map(call => `${call.name} ${call.arguments}`) : []
