import type { MessagePart } from '@craveva/contract/parts'
import { signal } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'

/** Asks before something is done for the visitor. The answer is their next message: the API takes a plain yes. */
export function Approval({ app, approval }: AppProperties & { readonly approval: MessagePart & { type: 'approval' } }) {
  const { t, conversation } = app
  const answered = signal(false)
  const reply = (text: string) => () => {
    answered.current = true
    conversation.send(text)
  }
  return (
    <div class="card">
      <h3 dir="auto">{approval.title}</h3>
      <dl dir="auto">{Object.entries(approval.arguments).map(([name, value]) => [<dt>{name}</dt>, <dd>{textOf(value)}</dd>])}</dl>
      {() =>
        !answered.current && (
          <div class="row">
            <button type="button" class="action" onclick={reply('OK')}>
              OK
            </button>
            <button type="button" class="textual" onclick={reply(t('cancel'))}>
              {t('cancel')}
            </button>
          </div>
        )
      }
    </div>
  )
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))
