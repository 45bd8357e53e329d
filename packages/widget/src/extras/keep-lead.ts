import type { MessagePart } from '@craveva/contract/parts'
import type { App } from '../panel/app.ts'

type FormPart = MessagePart & { type: 'form' }
type Field = FormPart['fields'][number]

/** Where to reach the visitor is kept apart from the conversation, with what they agreed to. */
export function keepLead({ conversation }: App, form: FormPart, values: readonly (readonly [Field, string | boolean])[]): void {
  const given = values.filter(([{ name }, value]) => name !== 'consent' && value !== '')
  const of = (fits: (field: Field) => boolean) => given.find(([field]) => fits(field))?.[1]
  const email = of(({ kind }) => kind === 'email')
  const phone = of(({ kind }) => kind === 'tel')
  if (!email && !phone) return
  const name = of(field => field.name === 'name')
  const others = given.filter(([{ kind, name }]) => kind !== 'email' && kind !== 'tel' && name !== 'name')
  conversation.chat
    .call('POST', '/leads', {
      email,
      phone,
      name,
      fields: Object.fromEntries(others.map(([{ name }, value]) => [name, String(value)])),
      consent: form.consent_text,
      conversation_id: conversation.id() || undefined,
    })
    .catch(error => reportError(error))
}
