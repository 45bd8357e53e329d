import type { MessagePart } from '@craveva/contract/parts'
import { signal } from '../../dom/signal.ts'
import type { AppProperties } from '../app.ts'
import { createId } from '../store/entry.ts'

type FormPart = MessagePart & { type: 'form' }
type Field = FormPart['fields'][number]
type Input = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** A form within the conversation. What is entered becomes the visitor's next message; the page hears of it as `lead`. */
export function Form({ app, form }: AppProperties & { form: FormPart }) {
  const { t, conversation, emit } = app
  const sent = signal(false)
  const fields: Field[] = form.consent_text
    ? [...form.fields, { name: 'consent', label: form.consent_text, kind: 'checkbox', required: true, options: [] }]
    : form.fields

  function submit(event: Event) {
    event.preventDefault()
    // In the order of the fields, and behind them the button; a form's properties can be hidden by names of fields, not so what it lists.
    const inputs = [...(event.currentTarget as HTMLFormElement)] as Input[]
    const [wrong] = inputs.filter(input => !input.checkValidity())
    if (wrong) {
      wrong.focus()
      return
    }
    const values = fields.map((field, index) => [field, entered(inputs[index])] as const)
    sent.current = true
    if (form.consent_text && ['lead', 'contact'].includes(form.purpose))
      app.extras.bring().then(extras => extras.keepLead(app, form, values), reportError)
    emit('lead', {
      form_id: form.form_id,
      purpose: form.purpose,
      values: Object.fromEntries(values.map(([{ name }, value]) => [name, value])),
    })
    conversation.send(
      values
        .filter(([, value]) => value !== '')
        .map(([{ label }, value]) => (value === true ? `☑ ${label}` : value === false ? `☐ ${label}` : `${label}: ${value}`))
        .join('\n'),
    )
  }

  return () =>
    sent.current ? (
      <p class="day" role="status">
        {t('formSent')}
      </p>
    ) : (
      <form class="card form" novalidate onsubmit={submit}>
        <h3 dir="auto">{form.title}</h3>
        {fields.map(field => (
          <FieldView app={app} field={field} />
        ))}
        <button type="submit" class="action">
          {t('submit')}
        </button>
      </form>
    )
}

const entered = (input: Input | undefined): string | boolean =>
  input?.type === 'checkbox' ? (input as HTMLInputElement).checked : (input?.value.trim() ?? '')

/** One field with its label, and what is wrong with it once the browser found that out. */
function FieldView({ app: { t }, field }: AppProperties & { field: Field }) {
  const { name, label, kind, required, options } = field
  const problem = signal('')
  const id = createId()
  const common = {
    name,
    required,
    'aria-invalid': () => problem.current !== '' && 'true',
    'aria-describedby': id,
    oninvalid: (event: Event) => {
      event.preventDefault()
      problem.current = t((event.target as Input).validity.valueMissing ? 'required' : 'invalid')
    },
    oninput: () => {
      problem.current = ''
    },
  }
  const message = (
    <span class="problem" id={id}>
      {() => problem.current}
    </span>
  )
  if (kind === 'checkbox') {
    return (
      <label class="check" dir="auto">
        <input type="checkbox" {...common} /> <span>{label}</span> {message}
      </label>
    )
  }
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is in one of the branches
    <label dir="auto">
      {label}
      {required ? '' : ` (${t('optional')})`}
      {kind === 'textarea' ? (
        <textarea rows="3" {...common} />
      ) : kind === 'select' ? (
        <select {...common}>
          {!required && <option />}
          {options.map(option => (
            <option>{option}</option>
          ))}
        </select>
      ) : (
        <input type={kind} autocomplete={kind !== 'text' && kind} {...common} />
      )}
      {message}
    </label>
  )
}
