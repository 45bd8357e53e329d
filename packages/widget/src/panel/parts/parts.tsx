import type { MessagePart } from '@craveva/contract/parts'
import { each } from '../../dom/each.ts'
import type { Child } from '../../dom/jsx.ts'
import { computed } from '../../dom/signal.ts'
import { Markdown } from '../markdown/markdown.tsx'
import type { MessageProperties } from '../messages/message.tsx'

/** The parts of a message in their order, each drawn once; a text that grows follows its signal. */
export function Parts({ app, entry }: MessageProperties) {
  /** A part keeps its place, so place and kind say which it is. Products that follow each other are one. */
  const places = () =>
    entry.parts.value.flatMap(({ type }, index, parts) =>
      aside.has(type) || (type === 'product' && parts[index - 1]?.type === type) ? [] : [`${index} ${type}`],
    )

  function draw(place: string): Child {
    const index = Number.parseInt(place, 10)
    const part = computed(() => entry.parts.value[index])
    switch (part.peek()?.type) {
      case 'text': {
        const text = () => (part.value?.type === 'text' ? part.value.text : '')
        if (entry.role === 'visitor') return <Plain text={text} />
        return <Markdown text={text} growing={() => entry.state.value === 'writing' && index === entry.parts.value.length - 1} />
      }
      case 'product':
        return <div class="part">{() => app.cards.read()?.Products({ app, products: () => productsFrom(entry.parts.value, index) })}</div>
      default:
        return <div class="part">{() => part.value && drawWhole(part.value)}</div>
    }
  }

  /** A part that arrives in one piece. Kinds that this widget does not know show nothing. */
  function drawWhole(part: MessagePart): Child {
    switch (part.type) {
      case 'order':
        return app.cards.read()?.OrderCard({ app, order: part })
      case 'form':
        return app.cards.read()?.Form({ app, form: part })
      case 'file':
        return app.cards.read()?.FileLink({ app, file: part })
      case 'approval':
        return app.cards.read()?.Approval({ app, approval: part })
      case 'handoff':
        return app.cards.read()?.HandoffLine({ app, handoff: part })
      case 'tool':
        return part.state === 'running' && <p class="day">{app.t('looking')}</p>
      case 'error':
        return <div class="body problem">{part.message}</div>
      default:
        return null
    }
  }

  return (
    <div
      class="parts"
      ref={element => {
        app.shownParts.set(entry, element)
        each(element, places, place => draw(place) as Node)
      }}
    />
  )
}

/** Shown with the sources under a message. */
const aside = new Set<MessagePart['type']>(['citation', 'receipt'])

const Plain = ({ text }: { text: () => string }) => (
  <div class="body" dir="auto">
    {text}
  </div>
)

function productsFrom(parts: readonly MessagePart[], from: number) {
  const products: (MessagePart & { type: 'product' })[] = []
  for (const part of parts.slice(from)) {
    if (part.type !== 'product') break
    products.push(part)
  }
  return products
}
