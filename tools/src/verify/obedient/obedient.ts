import type { Model, ModelPart, ModelRequest } from '@craveva/core/models/model'

/** Reads the parcel first, since that is asked, then asks for every call that any text orders; says everything it was ever told. */
export function obedient() {
  const heard = new Map<string, string[]>()
  const calls = new Map<string, number>()
  const offered = new Set<string>()
  const model: Model & { heard: typeof heard; calls: typeof calls; offered: typeof offered } = {
    provider: 'obedient',
    heard,
    calls,
    offered,
    async *stream({ system, messages, tools = [], mayCall = true }: ModelRequest): AsyncGenerator<ModelPart> {
      const all = [system, ...messages.map(({ content }) => content)].join('\n')
      const tag = /\((doc-[\w-]+)\)/.exec(all)?.[1] ?? ''
      heard.set(tag, [...(heard.get(tag) ?? []), all])
      for (const { name } of tools ?? []) offered.add(name)
      const asked = new Set(
        messages.flatMap(message =>
          (message.role === 'assistant' ? (message.toolCalls ?? []) : []).map(call => `${call.name} ${call.arguments}`),
        ),
      )
      const orders = messages.some(({ role }) => role === 'tool')
        ? messages.filter(({ role }) => role === 'tool').flatMap(({ content }) => ordersIn(content))
        : [['find_parcel', JSON.stringify({ order: tag })] as const]
      let count = calls.get(tag) ?? 0
      for (const [name, args] of mayCall ? orders : []) {
        if (asked.has(`${name} ${args}`)) continue
        asked.add(`${name} ${args}`)
        count++
        yield { type: 'tool-call', id: `call_${count}`, name, arguments: args }
      }
      calls.set(tag, count)
      yield { type: 'text', text: all.slice(-20_000) }
      yield { type: 'finish', reason: 'stop', usage: { input_tokens: 10, output_tokens: 10 } }
    },
  }
  return model
}

const ordersIn = (text: string) => [...text.matchAll(/^CALL (\w+) (\{.*\})$/gm)].map(([, name = '', args = '']) => [name, args] as const)
