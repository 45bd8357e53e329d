import type { MessagePart } from '@craveva/contract/parts'
import { computed } from '@preact/signals-core'
import { each } from '../../dom/each.ts'
import type { Child } from '../../dom/jsx.ts'
import { Markdown } from '../markdown/markdown.tsx'
import type { MessageProperties } from '../messages/message.tsx'

/** The parts of a message in their order, each drawn once; a text that grows follows its signal. */
export function Parts({ entry }: MessageProperties) {
  /** A part keeps its place, so its place and kind say which it is. */
  const places = () => entry.parts.value.flatMap(({ type }, index) => (type === 'citation' ? [] : [`${index} ${type}`]))

  function draw(place: string) {
    const index = Number.parseInt(place, 10)
    const part = computed(() => entry.parts.value[index])
    const text = () => (part.value?.type === 'text' ? part.value.text : '')
    if (part.peek()?.type !== 'text') return <div class="part">{() => part.value && drawPart(part.value)}</div>
    return entry.role === 'visitor' ? (
      <div class="body" dir="auto">
        {text}
      </div>
    ) : (
      <Markdown text={text} growing={() => entry.state.value === 'writing' && index === entry.parts.value.length - 1} />
    )
  }

  return <div class="parts" ref={element => each(element, places, place => draw(place) as Node)} />
}

/** Every kind of part but text. Kinds that this widget does not know show nothing. */
function drawPart(part: MessagePart): Child {
  switch (part.type) {
    case 'error':
      return (
        <div class="body problem" role="alert">
          {part.message}
        </div>
      )
    default:
      return null
  }
}
