import type { MessagePart } from '@craveva/contract/parts'
import type { StreamPart } from '@craveva/contract/stream'
import { type Entry, entryOf } from './entry.ts'

/** Text reaches the screen in batches this many milliseconds apart: about 12 times a second reads as steady and costs a third of every frame. */
const batchInterval = 80

/** Collects the parts of one answer as they arrive. */
export function createAnswer(entry: Entry) {
  let pending = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  function flush() {
    clearTimeout(timer)
    timer = undefined
    if (!pending) return
    const parts = entry.parts.current
    const last = parts.at(-1)
    entry.parts.current =
      last?.type === 'text'
        ? [...parts.slice(0, -1), { type: 'text', text: last.text + pending }]
        : [...parts, { type: 'text', text: pending }]
    pending = ''
  }

  const add = (part: MessagePart) => {
    flush()
    entry.parts.current = [...entry.parts.current, part]
  }

  function take(part: StreamPart) {
    switch (part.type) {
      case 'start':
        // The same answer may be told again from its beginning.
        pending = ''
        entry.parts.current = []
        entry.id = part.message_id
        return
      case 'text-start':
        add({ type: 'text', text: '' })
        return
      case 'text-delta':
        pending += part.text
        if (!entry.parts.current.some(shown => shown.type === 'text' && shown.text)) flush()
        else timer ??= setTimeout(flush, batchInterval)
        return
      case 'text-end':
        flush()
        return
      case 'message':
        pending = ''
        entry.parts.current = entryOf(part.message).parts.current
        return
      case 'finish':
        flush()
        entry.state.current = unfinished.test(part.reason) ? 'stopped' : 'done'
        return
      case 'tool':
        addTool(part)
        return
      default:
        if (isKnown(part)) add(part)
    }
  }

  /** A tool's later state takes the place of its earlier one. */
  function addTool(part: MessagePart & { type: 'tool' }) {
    const at = entry.parts.current.findLastIndex(shown => shown.type === 'tool' && shown.name === part.name && shown.state === 'running')
    if (at < 0) add(part)
    else entry.parts.current = entry.parts.current.with(at, part)
  }

  return { take, flush }
}

const unfinished = /cancelled|interrupted|error/

/** Parts that a newer server may send and this widget does not know are left out. */
const isKnown = (part: StreamPart): part is StreamPart & MessagePart => known.test(part.type)

const known = /^(citation|receipt|product|order|form|file|handoff|approval|error)$/
