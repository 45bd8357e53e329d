import type { MessagePart } from '@craveva/contract/parts'
import { each } from '../../dom/each.ts'
import type { Child } from '../../dom/jsx.ts'
import { computed } from '../../dom/signal.ts'
import { Approval } from '../cards/approval.tsx'
import { Form } from '../cards/form.tsx'
import { OrderCard } from '../cards/order-card.tsx'
import { Products } from '../cards/products.tsx'
import { Markdown } from '../markdown/markdown.tsx'
import type { MessageProperties } from '../messages/message.tsx'
import { guard } from './guard.tsx'
import { isSource } from './is-source.ts'
import { Plain } from './plain.tsx'

/** The parts of a message in their order, each drawn once; a text that grows follows its signal. */
export function Parts({ app, entry }: MessageProperties) {
  /** A part keeps its place, so place and kind say which it is. Products that follow each other are one. */
  const places = () =>
    entry.parts.current.flatMap(({ type }, index, parts) =>
      isSource({ type }) || (type === 'product' && parts[index - 1]?.type === type) ? [] : [`${index} ${type}`],
    )

  function draw(place: string): Child {
    const index = Number.parseInt(place, 10)
    const part = computed(() => entry.parts.current[index])
    switch (part.peek()?.type) {
      case 'text': {
        const text = () => (part.current?.type === 'text' ? part.current.text : '')
        if (entry.role === 'visitor') return <Plain text={text} />
        return (
          <Markdown app={app} text={text} growing={() => entry.state.current === 'writing' && index === entry.parts.current.length - 1} />
        )
      }
      case 'product':
        return <div class="part">{<Products app={app} products={() => productsFrom(entry.parts.current, index)} />}</div>
      default:
        return <div class="part">{() => part.current && drawWhole(part.current)}</div>
    }
  }

  /** A part that arrives in one piece. */
  const drawWhole = (part: MessagePart) => guard(app, part, () => drawKind(part))

  /** Kinds that this widget does not know show nothing. */
  function drawKind(part: MessagePart): Child {
    switch (part.type) {
      case 'order':
        return <OrderCard app={app} order={part} />
      case 'form':
        return <Form app={app} form={part} />
      case 'file':
        return app.extras.read()?.FileLink({ app, file: part })
      case 'approval':
        return <Approval app={app} approval={part} />
      case 'handoff':
        return app.extras.read()?.HandoffLine({ app, handoff: part })
      case 'tool':
        return part.state === 'running' && <p class="day">{app.t('looking')}</p>
      case 'error':
        return (
          <div class="body problem" dir="auto">
            {part.message}
          </div>
        )
      default:
        return null
    }
  }

  return (
    <div
      class="parts"
      ref={element => {
        app.shownParts.set(entry, element)
        each(element, places, place => draw(place) as ChildNode)
      }}
    />
  )
}

function productsFrom(parts: readonly MessagePart[], from: number) {
  const products: (MessagePart & { type: 'product' })[] = []
  for (const part of parts.slice(from)) {
    if (part.type !== 'product') break
    products.push(part)
  }
  return products
}
